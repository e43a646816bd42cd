/**
 * Findings that accompany the figures of a tier, mainly differences between the client's and the server's counts. Pure; main
 * class: {@link wse.run.notes.Findings}. Imports {@code config}, {@code dialect}, {@code measure}, {@code plan},
 * {@code run.tiers} and {@code text}.
 */
package wse.run.notes;
