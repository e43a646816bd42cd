/**
 * What a tier must do, as immutable values ({@link wse.plan.TierPlan}), and pure schedules from an index to intended
 * nanoseconds ({@link wse.plan.Schedule}). Plans can be {@linkplain wse.plan.TierPlan#split split} over members, and
 * {@link wse.plan.PlanJson} writes and reads them. {@link wse.plan.LimitSearch} is the search for a limit. This package uses no
 * clocks, threads or channels. Imports {@code config}.
 */
package wse.plan;
