/**
 * What a tier is to do, as immutable values ({@link wse.plan.TierPlan}), and pure schedules from index to intended
 * nanoseconds ({@link wse.plan.Schedule}). Plans
 * {@linkplain wse.plan.TierPlan#split split} over members, and {@link wse.plan.PlanJson} writes and reads them.
 * {@link wse.plan.Probe} searches for a limit. No clock, thread or channel.
 * Imports {@code config}.
 */
package wse.plan;
