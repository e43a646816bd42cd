/**
 * The runnable jar's commands ({@link wse.cli.Main}); nobody imports it. Imports {@code dialect}, {@code measure},
 * {@code preflight}, {@code server}, {@code report}, and for the agent {@code cluster} and {@code run}.
 */
package wse.cli;
