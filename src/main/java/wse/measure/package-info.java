/**
 * Recorders ({@link wse.measure.LatencyRecorder}), outcome counters and the result records ({@link wse.measure.RunResult}).
 * Each recorder belongs to one event loop; everything else is a value. Histograms are always merged as histograms. Imports
 * {@code config}.
 */
package wse.measure;
