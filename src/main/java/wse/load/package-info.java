/**
 * Carries out one plan in this process: ramp, pings on a schedule, hold; one file per kind of plan. Joins the engine with
 * a dialect and the recorders. State is confined to event loops; a load is started from any thread. Imports
 * {@code plan}, {@code engine}, {@code dialect}, {@code measure}.
 */
package wse.load;
