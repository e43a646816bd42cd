package wse.health;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import wse.health.ProcFs.CoreTime;

/**
 * Whether this machine's cores go to strangers, processes that are no members, while it watches. A client that waits
 * for a core which the server has is one that waits for the server; one that waits for a stranger's is starved. Immutable.
 */
final class CoreWatch {

    private final List<Long> members;
    private final Reading start;

    private CoreWatch(List<Long> members, Reading start) {
        this.members = members;
        this.start = start;
    }

    /**
     * Whoever is not this process, nor the server, is a stranger.
     *
     * @param serverProcessIds of the server on this machine; empty if it runs elsewhere
     */
    static CoreWatch beside(List<Long> serverProcessIds) {
        return of(Stream.concat(
                        serverProcessIds.stream(),
                        Stream.of(ProcessHandle.current().pid()))
                .distinct()
                .toList());
    }

    /** @param members ids of the processes that are no strangers */
    static CoreWatch of(List<Long> members) {
        return new CoreWatch(members, Reading.now(members));
    }

    /** Sees nothing: for a process that does not know all that belongs to the test. */
    static CoreWatch blind() {
        return new CoreWatch(List.of(), Reading.NOTHING);
    }

    /** What happened from the start to now. */
    Spent stop() {
        return new Spent(start, start == Reading.NOTHING ? start : Reading.now(members));
    }

    /** @param ownNanos CPU time of the members, on whichever cores; unknown where one has gone */
    private record Reading(long nanos, OptionalLong ownNanos, Map<Integer, CoreTime> cores) {

        static final Reading NOTHING = new Reading(0, OptionalLong.empty(), Map.of());

        static Reading now(List<Long> members) {
            return new Reading(System.nanoTime(), ProcessUse.cpuNanos(members), ProcFs.coreTimes());
        }
    }

    /** Between two readings. */
    static final class Spent {

        private final Reading from;
        private final Reading to;

        private Spent(Reading from, Reading to) {
            this.from = from;
            this.to = to;
        }

        /** @return null where the system does not tell */
        CoreUse of(List<Integer> cores) {
            boolean known = from.ownNanos().isPresent()
                    && to.ownNanos().isPresent()
                    && !cores.isEmpty()
                    && from.cores().keySet().containsAll(cores)
                    && to.cores().keySet().containsAll(cores);
            return known ? use(cores) : null;
        }

        /** Which cores the members had is not known; elsewhere than on these, the strangers would have had these. */
        private CoreUse use(List<Integer> cores) {
            double busy = busy(cores);
            double strangers = Math.min(busy, busy(List.copyOf(from.cores().keySet())) - own());
            return new CoreUse(100 * (1 - busy / cores.size()), Math.max(0, 100 * strangers / cores.size()));
        }

        /** Of the members, in cores. */
        private double own() {
            return (double) (to.ownNanos().getAsLong() - from.ownNanos().getAsLong()) / (to.nanos() - from.nanos());
        }

        /** In cores. */
        private double busy(List<Integer> cores) {
            return cores.stream()
                    .mapToDouble(
                            core -> to.cores().get(core).busySince(from.cores().get(core)))
                    .sum();
        }
    }
}
