/**
 * What a run prints while it is carried out: permanent lines, and a live line with the progress of a tier. Main class:
 * {@link wse.run.progress.Narrator}. Each class names the thread that it belongs to. Imports {@code health},
 * {@code measure}, {@code plan}, {@code preflight}, {@code report}, {@code text} and {@code run.tiers}.
 */
package wse.run.progress;
