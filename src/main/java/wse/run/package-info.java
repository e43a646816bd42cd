/**
 * The life of one run: preflight, target up, warm-up, tiers, results, reports, everything down again. One run per
 * process ({@link wse.run.StressRun}). Imports {@code config}, {@code plan}, {@code dialect}, {@code measure},
 * {@code engine}, {@code load}, {@code health}, {@code machine}, {@code preflight}, {@code child}, {@code server}, {@code cluster},
 * {@code report}, {@code text}.
 */
package wse.run;
