/**
 * Watches client and server during a tier, and composes its result. Main class: {@link wse.run.watch.TierWatch}.
 * Readings may block, so they have a thread of their own. Imports {@code config}, {@code health}, {@code load},
 * {@code machine}, {@code measure}, {@code plan}, {@code report}, {@code run.notes}, {@code run.progress},
 * {@code run.target}, {@code run.tiers} and {@code text}.
 */
package wse.run.watch;
