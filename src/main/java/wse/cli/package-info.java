/**
 * The runnable jar's commands ({@link wse.cli.Main}); nobody imports it. Imports {@code config}, {@code dialect}, {@code measure}, {@code text},
 * {@code preflight}, {@code server}, {@code report}, and for the agent {@code cluster} and {@code run}.
 */
package wse.cli;
