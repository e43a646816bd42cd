/**
 * Java processes that this process starts and that end with it: servers and workers. This package does not know what they
 * do. Main class: {@link wse.child.ChildProcess}; the child itself uses {@link wse.child.ParentPipe}. Thread-safe.
 * Imports no other package.
 */
package wse.child;
