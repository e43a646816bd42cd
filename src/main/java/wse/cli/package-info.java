/**
 * The commands of the runnable jar, beginning with {@link wse.cli.Main}. No other package imports it. Imports
 * {@code config}, {@code dialect}, {@code measure}, {@code text}, {@code preflight}, {@code server}, {@code report}, and
 * for the agent {@code cluster} and {@code run.crew}.
 */
package wse.cli;
