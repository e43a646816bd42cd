/**
 * The tiers of a run, from its settings: which connections, plans and warm-ups a test consists of. Pure values; main
 * class: {@link wse.run.tiers.Tiers}. Imports {@code config}, {@code dialect}, {@code measure} and {@code plan}.
 */
package wse.run.tiers;
