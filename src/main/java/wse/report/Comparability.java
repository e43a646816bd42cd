package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.SettingRoles;
import wse.measure.RunResult;
import wse.text.Units;

/**
 * Whether the runs of two sets can be compared. Pure.
 *
 * @param obstacles what differs and forbids the comparison, as in {@code wse.tiers: 100 in A, 500 in B}
 * @param subject what differs and may be what is compared, such as the server
 */
record Comparability(List<String> obstacles, List<String> subject) {

    private static final String NONE = "none";
    private static final double GIB = 1L << 30;

    /** @param before runs of one test, like {@code after} */
    static Comparability of(List<RunResult> before, List<RunResult> after) {
        Sides sides = new Sides(before, after);
        List<String> obstacles = new ArrayList<>();
        obstacles.addAll(sides.in("processor", run -> run.machine().cpu()));
        obstacles.addAll(sides.in(
                "cores that the client may use",
                run -> String.valueOf(run.machine().cores())));
        obstacles.addAll(sides.in("memory", run -> gibibytes(run.machine().memoryBytes())));
        obstacles.addAll(sides.in("engine", RunResult::engine));
        obstacles.addAll(sides.inSettings(SettingRoles::isOfLoad));
        List<String> subject = new ArrayList<>();
        subject.addAll(sides.in("server", run -> run.target().server()));
        subject.addAll(sides.in("operating system", run -> run.machine().os()));
        subject.addAll(sides.in("Java", run -> run.machine().java()));
        subject.addAll(sides.in("Netty", run -> run.machine().netty()));
        subject.addAll(sides.in(
                "TLS implementation", run -> String.valueOf(run.target().tls())));
        subject.addAll(sides.inSettings(SettingRoles::isOfServer));
        return new Comparability(obstacles, subject);
    }

    /** The system reserves a part of the memory, which differs a little from boot to boot. */
    private static String gibibytes(long bytes) {
        return Units.rate((double) Math.round(bytes / GIB)) + " GiB";
    }

    private record Sides(List<RunResult> before, List<RunResult> after) {

        List<String> in(String what, Function<RunResult, String> value) {
            Set<String> earlier = values(before, value);
            Set<String> later = values(after, value);
            return earlier.equals(later)
                    ? List.of()
                    : List.of(what + ": " + String.join(" or ", earlier) + " in A, " + String.join(" or ", later)
                            + " in B");
        }

        private static Set<String> values(List<RunResult> runs, Function<RunResult, String> value) {
            return runs.stream()
                    .map(value)
                    .map(text -> text == null ? NONE : text)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        List<String> inSettings(Predicate<String> role) {
            return Stream.concat(before.stream(), after.stream())
                    .flatMap(run -> run.config().keySet().stream())
                    .distinct()
                    .filter(role)
                    .flatMap(key ->
                            in(key, run -> run.config().getOrDefault(key, SettingRoles.absent(run.test(), key)))
                                    .stream())
                    .toList();
        }
    }
}
