/**
 * What a tier is to do, as immutable values ({@link wse.plan.TierPlan}), and pure schedules from index to intended
 * nanoseconds ({@link wse.plan.Schedule}). No clock, thread or channel. Imports no other room.
 */
package wse.plan;
