/**
 * Java processes that this one starts and that end with it ({@link wse.child.ChildProcess}): servers and load. Knows
 * nothing of what they do. Thread-safe. Imports no other room.
 */
package wse.child;
