package wse.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.machine.ProcFs;
import wse.text.Plain;

/**
 * Finds out which programs besides the test use CPU on this machine, so that the user knows what disturbed it. Programs that
 * cannot be ended without ending the test or the machine are never named: the first process, the ancestors of this one, and
 * kernel threads. Only on Linux. Takes some milliseconds, so it is not used while latencies are measured. Immutable.
 */
final class OtherPrograms {

    /** Share of one core. A program that used less hardly took CPU from the test. */
    private static final double LEAST_SHARE = 0.05;

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final long FIRST_PROCESS = 1;

    /** Processes that are never named. */
    private final Set<Long> members;

    private final long startNanos = System.nanoTime();
    private final Map<Long, ProcessTotal> start;

    private OtherPrograms(Set<Long> members) {
        this.members = members;
        this.start = totals();
    }

    /**
     * @param serverProcessIds processes of the server. These, this process, its ancestors and its descendants belong to the
     *     test
     */
    static OtherPrograms beside(List<Long> serverProcessIds) {
        return new OtherPrograms(neverNamed(serverProcessIds));
    }

    static Set<Long> neverNamed(List<Long> serverProcessIds) {
        Set<Long> members = new HashSet<>(serverProcessIds);
        members.add(FIRST_PROCESS);
        Stream.iterate(
                        Optional.of(ProcessHandle.current()),
                        Optional::isPresent,
                        process -> process.flatMap(ProcessHandle::parent))
                .forEach(process -> members.add(process.orElseThrow().pid()));
        return members;
    }

    /**
     * Name and id of the programs that have used the most CPU since the start, as in {@code java (pid 4711)}.
     *
     * @param most how many programs
     */
    List<String> busiest(int most) {
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        Set<Long> ours =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        Map<Long, Double> used = new HashMap<>();
        totals().forEach((id, total) -> {
            double before = Optional.ofNullable(start.get(id))
                    .map(ProcessTotal::cpuSeconds)
                    .orElse(0.0);
            used.put(id, total.cpuSeconds() - before);
        });
        List<String> names = new ArrayList<>();
        used.entrySet().stream()
                .filter(each -> !ours.contains(each.getKey()) && each.getValue() > LEAST_SHARE * seconds)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(each ->
                        name(each.getKey()).ifPresent(name -> names.add(name + " (pid " + each.getKey() + ")")));
        return names;
    }

    private Map<Long, ProcessTotal> totals() {
        Map<Long, ProcessTotal> totals = new HashMap<>();
        others().forEach(id -> ProcFs.text(id + "/stat")
                .filter(stat -> !ProcessTotal.isOfTheKernel(stat))
                .flatMap(ProcessTotal::parse)
                .ifPresent(total -> totals.put(id, total)));
        return totals;
    }

    private Stream<Long> others() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(id -> !members.contains(id));
    }

    /** A program can choose any name for itself. It is made printable, without commas, which separate names in reports. */
    private static Optional<String> name(long id) {
        return ProcFs.text(id + "/comm")
                .map(name -> Plain.printable(name.strip()).replace(",", "."))
                .filter(name -> !name.isEmpty());
    }
}
