/**
 * Small classes that read what the operating system reports about this machine. They hold no state and return an empty
 * value if the system does not provide the information. Main class: {@link wse.machine.ProcFs}. Imports no other package.
 */
package wse.machine;
