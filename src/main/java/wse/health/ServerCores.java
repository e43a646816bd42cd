package wse.health;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Whether a server on this machine has the cores it wants. Immutable.
 *
 * <p>What a thread that has ended had waited is lost; the loops of servers stay.
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

    /** @param processIds of the server on this machine; empty if it runs elsewhere */
    static ServerCores watch(List<Long> processIds) {
        return new ServerCores(List.copyOf(processIds));
    }

    /** Since the start, of all threads together; null where unknown. */
    Double waitSeconds() {
        OptionalLong now = waitNanos();
        return now.isEmpty() || startWaitNanos.isEmpty()
                ? null
                : Double.valueOf(Math.max(0, now.getAsLong() - startWaitNanos.getAsLong()) / NANOS_PER_SECOND);
    }

    /** Since the start, of the cores it may run on; null where unknown. */
    Double takenPercent() {
        List<Integer> cores = processIds.stream()
                .flatMap(id -> ProcFs.allowedCores(id.toString()).stream())
                .distinct()
                .toList();
        CoreUse use = watch.stop().of(cores);
        return use == null ? null : Double.valueOf(use.strangersPercent());
    }

    private OptionalLong waitNanos() {
        List<OptionalLong> each = processIds.stream().map(ProcFs::coreWaitNanos).toList();
        return each.isEmpty() || each.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        each.stream().mapToLong(OptionalLong::getAsLong).sum());
    }
}
