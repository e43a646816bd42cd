package wse.health;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
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
    private final OptionalLong startWaitNanos;

    private ServerCores(List<Long> processIds) {
        this.processIds = processIds;
        watch = processIds.isEmpty() ? CoreWatch.blind() : CoreWatch.of(processIds);
        startWaitNanos = waitNanos();
    }

    /** @param processIds processes of the server on this machine; empty if it runs elsewhere */
    static ServerCores watch(List<Long> processIds) {
        return new ServerCores(List.copyOf(processIds));
    }

    /** How long its threads together have waited for a core since the start; null if unknown. */
    Double waitSeconds() {
        OptionalLong now = waitNanos();
        return now.isEmpty() || startWaitNanos.isEmpty()
                ? null
                : Double.valueOf(Math.max(0, now.getAsLong() - startWaitNanos.getAsLong()) / NANOS_PER_SECOND);
    }

    /** How others have used its cores since the start; empty if unknown. */
    Optional<CoreUse> use() {
        List<Integer> cores = processIds.stream()
                .flatMap(id -> ProcFs.allowedCores(id.toString()).stream())
                .distinct()
                .toList();
        return watch.stop().ofMembers(cores);
    }

    private OptionalLong waitNanos() {
        List<OptionalLong> each =
                processIds.stream().map(Scheduler::coreWaitNanos).toList();
        return each.isEmpty() || each.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        each.stream().mapToLong(OptionalLong::getAsLong).sum());
    }
}
