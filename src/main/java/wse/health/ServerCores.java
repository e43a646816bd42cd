package wse.health;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import wse.health.Scheduler.CoreWait;
import wse.machine.ProcFs;

/**
 * Measures whether a server on this machine gets the cores that it wants. Immutable.
 *
 * <p>The waiting time of threads that have ended is lost, but the event loops of a server live as long as it does.
 */
final class ServerCores {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<Long> processIds;
    private final CoreWatch watch;
    private final Optional<CoreWait> start;

    private ServerCores(List<Long> processIds) {
        this.processIds = processIds;
        watch = processIds.isEmpty() ? CoreWatch.blind() : CoreWatch.of(processIds);
        start = threads();
    }

    /** @param processIds processes of the server on this machine; empty if it runs elsewhere */
    static ServerCores watch(List<Long> processIds) {
        return new ServerCores(List.copyOf(processIds));
    }

    /**
     * How long its threads ran, and waited for a core.
     *
     * @param ranSeconds time for which they ran, precise to the nanosecond, while the process's own figure has ticks of
     *     10 ms
     * @param waitSeconds time for which they were ready to run but had no core
     */
    record Share(double ranSeconds, double waitSeconds) {}

    /** How long its threads have run and waited since the start, in total; empty if unknown. */
    Optional<Share> share() {
        return start.flatMap(from -> threads()
                .map(now -> new Share(
                        Math.max(0, now.ranNanos() - from.ranNanos()) / NANOS_PER_SECOND,
                        Math.max(0, now.nanos() - from.nanos()) / NANOS_PER_SECOND)));
    }

    /** How others have used its cores since the start; empty if unknown. */
    Optional<CoreUse> use() {
        List<Integer> cores = processIds.stream()
                .flatMap(id -> ProcFs.allowedCores(id.toString()).stream())
                .distinct()
                .toList();
        return watch.stop().ofMembers(cores);
    }

    private Optional<CoreWait> threads() {
        List<Optional<CoreWait>> each =
                processIds.stream().map(Scheduler::coreWaitOf).toList();
        return each.isEmpty() || each.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(each.stream().map(Optional::orElseThrow).reduce(CoreWait.NONE, CoreWait::plus));
    }
}
