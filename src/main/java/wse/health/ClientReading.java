package wse.health;

import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import wse.measure.ClientUsage;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;

/**
 * What a {@link ClientWatch} measured from its start to its stop; {@link Judge} judges it.
 *
 * @param wallSeconds time from start to stop
 * @param cpuSeconds user and system time of this process
 * @param cores number of cores that this process may use
 * @param machineCpuPercent busy share of all cores, by all processes, 0 to 100; null if unknown
 * @param rssBytes resident memory at the stop
 * @param heapBytes used heap at the stop, garbage included
 * @param slipMicros actual send time minus intended send time; empty without a schedule
 */
public record ClientReading(
        double wallSeconds,
        double cpuSeconds,
        int cores,
        Double machineCpuPercent,
        long rssBytes,
        long heapBytes,
        double gcPauseMsMax,
        double gcPauseMsTotal,
        List<LoopReading> loops,
        Histogram slipMicros) {

    private static final double MICROS_PER_MILLI = 1_000;

    public ClientReading {
        loops = List.copyOf(loops);
    }

    /** A copy with this slip, which may become known only after the stop; empty without a schedule. */
    public ClientReading withSlip(Histogram micros) {
        return new ClientReading(
                wallSeconds,
                cpuSeconds,
                cores,
                machineCpuPercent,
                rssBytes,
                heapBytes,
                gcPauseMsMax,
                gcPauseMsTotal,
                loops,
                micros);
    }

    /** How late the loops ran tasks that were due, in microseconds: the sum of their histograms. */
    public Histogram lagMicros() {
        Histogram sum = LatencyRecorder.newHistogram();
        loops.forEach(loop -> sum.add(loop.lagMicros()));
        return sum;
    }

    /** Share of the time for which the busiest loop ran on a core, 0 to 100; null without loops. */
    Double busiestLoopPercent() {
        return loops.stream().map(LoopReading::cpuPercent).max(Double::compare).orElse(null);
    }

    /** Whether messages were sent on a schedule. */
    boolean isScheduled() {
        return slipMicros.getTotalCount() > 0;
    }

    /** The figures that the results contain. */
    public ClientUsage usage() {
        return new ClientUsage(
                1,
                cpuSeconds,
                machineCpuPercent,
                rssBytes,
                heapBytes,
                gcPauseMsMax,
                gcPauseMsTotal,
                millisP99(lagMicros()),
                busiestLoopPercent(),
                millisP99(slipMicros));
    }

    /** Null if there are too few values. */
    private static Double millisP99(Histogram micros) {
        OptionalLong value = Percentile.P99.of(micros);
        return value.isPresent() ? Double.valueOf(value.getAsLong() / MICROS_PER_MILLI) : null;
    }
}
