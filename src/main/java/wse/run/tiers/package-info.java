/**
 * Creates the tiers of a run from its settings: the connections, plans and warm-ups of a test. Pure values; main class:
 * {@link wse.run.tiers.Tiers}. Imports {@code config}, {@code dialect}, {@code measure} and {@code plan}.
 */
package wse.run.tiers;
