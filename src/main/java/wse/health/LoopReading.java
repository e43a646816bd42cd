package wse.health;

import org.HdrHistogram.Histogram;

/**
 * How one event loop fared.
 *
 * @param cpuPercent share of the time its thread ran on a core, 0 to 100
 * @param waitPercent share of the time its thread was ready to run but had no core; null where the system does not tell
 * @param meanWaitMicros how long it waited for a core each time; null where the system does not tell
 * @param cores that its thread may run on; null where the system does not tell
 * @param lagMicros how late the loop ran tasks that were due, in microseconds
 */
public record LoopReading(
        String name,
        double cpuPercent,
        Double waitPercent,
        Double meanWaitMicros,
        CoreUse cores,
        Histogram lagMicros) {}
