/**
 * Small readers of what the operating system says about this machine, for every package that needs them. They hold no state
 * and return an empty value where the system does not tell. Main class: {@link wse.machine.ProcFs}. Imports no other
 * package.
 */
package wse.machine;
