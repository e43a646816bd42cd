package wse.health;

import org.HdrHistogram.Histogram;

/**
 * Measurements of one event loop.
 *
 * @param cpuPercent share of the time for which its thread ran on a core, 0 to 100
 * @param waitPercent share of the time for which its thread was ready to run but had no core; null if the system does not
 *     report it
 * @param meanWaitMicros how long it waited for a core on average; null if the system does not report it
 * @param cores use of the cores that its thread may run on; null if the system does not report it
 * @param lagMicros how late the loop ran tasks that were due, in microseconds
 */
public record LoopReading(
        String name,
        double cpuPercent,
        Double waitPercent,
        Double meanWaitMicros,
        CoreUse cores,
        Histogram lagMicros) {}
