package wse.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import wse.health.Scheduler.CoreTime;

/**
 * Measures how much of this machine's cores unrelated programs use, that is, processes that take no part in the test.
 * Waiting for a core that the server uses means waiting for the server; waiting for a core that an unrelated program uses
 * means that the client is starved. Immutable.
 */
final class CoreWatch {

    private final List<Long> members;
    private final Reading start;

    private CoreWatch(List<Long> members, Reading start) {
        this.members = members;
        this.start = start;
    }

    /**
     * Treats every process as unrelated except this one and the server.
     *
     * @param serverProcessIds processes of the server on this machine; empty if it runs elsewhere
     */
    static CoreWatch beside(List<Long> serverProcessIds) {
        return of(Stream.concat(
                        serverProcessIds.stream(),
                        Stream.of(ProcessHandle.current().pid()))
                .distinct()
                .toList());
    }

    /** @param members ids of the processes that take part in the test */
    static CoreWatch of(List<Long> members) {
        return new CoreWatch(members, Reading.now(members));
    }

    /** Measures nothing: for a process that does not know which other processes take part in the test. */
    static CoreWatch blind() {
        return new CoreWatch(List.of(), Reading.NOTHING);
    }

    /** The use of the cores from the start until now. */
    Spent stop() {
        return new Spent(start, start == Reading.NOTHING ? start : Reading.now(members));
    }

    /** @param ownNanos CPU time of the members on all cores; empty if one of them has ended */
    private record Reading(long nanos, OptionalLong ownNanos, Map<Integer, CoreTime> cores) {

        static final Reading NOTHING = new Reading(0, OptionalLong.empty(), Map.of());

        static Reading now(List<Long> members) {
            return new Reading(System.nanoTime(), ProcessUse.cpuNanos(members), Scheduler.coreTimes());
        }
    }

    /** The use of the cores between two readings. */
    static final class Spent {

        private final Reading from;
        private final Reading to;

        private Spent(Reading from, Reading to) {
            this.from = from;
            this.to = to;
        }

        /**
         * The figure for unrelated programs is an upper bound: it is not known which cores the members used, so the
         * unrelated programs are assumed to have used these cores.
         *
         * @return the use of these cores; empty if the system does not report it, or if the time was too short
         */
        Optional<CoreUse> of(List<Integer> cores) {
            return isKnown(cores)
                    ? Optional.of(use(cores, List.copyOf(from.cores().keySet())))
                    : Optional.empty();
        }

        /**
         * @param cores all cores that the members may use
         * @return the use of these cores; empty if the system does not report it, or if the time was too short
         */
        Optional<CoreUse> ofMembers(List<Integer> cores) {
            return isKnown(cores) ? Optional.of(use(cores, cores)) : Optional.empty();
        }

        private boolean isKnown(List<Integer> cores) {
            return from.ownNanos().isPresent()
                    && to.ownNanos().isPresent()
                    && nanos() >= Scheduler.SHORTEST_NANOS
                    && !cores.isEmpty()
                    && from.cores().keySet().containsAll(cores)
                    && to.cores().keySet().containsAll(cores);
        }

        /** @param ofMembers the cores that the members may have used */
        private CoreUse use(List<Integer> cores, List<Integer> ofMembers) {
            double busy = busy(cores);
            double unrelated = Math.min(busy, busy(ofMembers) - own());
            double stolen = stolen(cores);
            return new CoreUse(
                    100 * (1 - (busy + stolen) / cores.size()),
                    Math.max(0, 100 * unrelated / cores.size()),
                    100 * stolen / cores.size());
        }

        /** CPU time of the members, in cores. */
        private double own() {
            return (double) (to.ownNanos().getAsLong() - from.ownNanos().getAsLong()) / nanos();
        }

        private long nanos() {
            return to.nanos() - from.nanos();
        }

        /** Busy time of these cores, in cores. */
        private double busy(List<Integer> cores) {
            return sum(cores, (now, then) -> now.advancedSince(then) ? now.busySince(then, nanos()) : 0);
        }

        private double stolen(List<Integer> cores) {
            return sum(cores, (now, then) -> now.stolenSince(then, nanos()));
        }

        private double sum(List<Integer> cores, ToDoubleBiFunction<CoreTime, CoreTime> share) {
            return cores.stream()
                    .mapToDouble(core -> share.applyAsDouble(
                            to.cores().get(core), from.cores().get(core)))
                    .sum();
        }
    }
}
