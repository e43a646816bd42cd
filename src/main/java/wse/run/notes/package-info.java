/**
 * Findings beside the figures of a tier, above all where the client's and the server's counts differ. Pure; main class:
 * {@link wse.run.notes.Findings}. Imports {@code config}, {@code dialect}, {@code measure}, {@code plan} and
 * {@code run.tiers}.
 */
package wse.run.notes;
