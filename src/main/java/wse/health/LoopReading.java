package wse.health;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Measurements of one event loop.
 *
 * @param cpuPercent share of the time for which its thread ran on a core, 0 to 100
 * @param waits how its thread waited for a core; empty if the system does not report it
 * @param cores use of the cores that its thread may run on; empty if the system does not report it
 * @param lagMicros how late the loop ran tasks that were due, in microseconds
 */
public record LoopReading(
        String name, double cpuPercent, Optional<CoreWaits> waits, Optional<CoreUse> cores, Histogram lagMicros) {}
