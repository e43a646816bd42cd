/**
 * The commands of the runnable jar, beginning with {@link wse.cli.Main}. No other package imports it. Imports
 * {@code config}, {@code dialect}, {@code measure}, {@code text}, {@code preflight}, {@code server}, {@code report}, for
 * the agent {@code cluster} and {@code run.crew}, and to watch a run {@code run.live} and {@code run.progress}.
 */
package wse.cli;
