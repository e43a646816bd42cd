package wse.health;

import java.util.Map;
import java.util.OptionalDouble;
import wse.health.Scheduler.CoreTime;

/**
 * Measures the share of this machine's cores that all programs used together: on Linux from the times of the cores, and on
 * other systems with a library. Immutable.
 */
final class MachineUse {

    private final Map<Integer, CoreTime> cores = Scheduler.coreTimes();
    /** Only read where {@link #cores} is empty. */
    private final long[] ticks = cores.isEmpty() ? ProcessUse.machineTicks() : new long[0];

    private final long nanos = System.nanoTime();

    private MachineUse() {}

    static MachineUse now() {
        return new MachineUse();
    }

    /** Busy share of all cores since an earlier reading, 0 to 100; null if the time was too short, or if it is unknown. */
    Double percentSince(MachineUse then) {
        long passed = nanos - then.nanos;
        if (passed < Scheduler.SHORTEST_NANOS) {
            return null;
        }
        return cores.isEmpty() ? ProcessUse.machinePercent(then.ticks, ticks) : percent(then.cores, cores, passed);
    }

    /**
     * The average over the cores that are in both readings, because cores may be switched on and off.
     *
     * @param nanos the time between the readings
     */
    static Double percent(Map<Integer, CoreTime> before, Map<Integer, CoreTime> after, long nanos) {
        OptionalDouble busy = after.entrySet().stream()
                .filter(core -> before.containsKey(core.getKey()))
                .filter(core -> core.getValue().advancedSince(before.get(core.getKey())))
                .mapToDouble(core -> 100 * core.getValue().busySince(before.get(core.getKey()), nanos))
                .average();
        return busy.isPresent() ? Double.valueOf(busy.getAsDouble()) : null;
    }
}
