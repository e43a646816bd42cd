/**
 * Recorders ({@link wse.measure.LatencyRecorder}), outcome counters and the result records
 * ({@link wse.measure.RunResult}). Recorders belong to one event loop each; everything else is a value. Histograms are
 * merged as histograms. Imports {@code config}.
 */
package wse.measure;
