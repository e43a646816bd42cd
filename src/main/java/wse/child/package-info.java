/**
 * Java processes that this process starts and that end with it: servers and workers. It does not know what they do. Main
 * class: {@link wse.child.ChildProcess}; a child reads its end of the pipe by {@link wse.child.ParentPipe}. Thread-safe.
 * Imports no other package.
 */
package wse.child;
