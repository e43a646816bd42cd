package wse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.report.Difference.Finding;
import wse.stats.Samples;
import wse.text.Words;

/**
 * Two sets of runs beside each other: which figures have changed by more than their repeats vary. Of all comparisons of a
 * server with itself, at most one in a hundred finds a change on average, however many figures it looks at: each figure gets
 * the same share of that error (Bonferroni). Pure.
 *
 * @param before the set A
 * @param after the set B
 * @param obstacles why figures cannot be compared, by test; tests without obstacles are absent
 * @param subject what differs and may be what is compared, by test
 * @param kind what counts as one repeat
 * @param repeatsNeeded of each set, for a change to be found
 */
public record Comparison(
        RunSet before,
        RunSet after,
        Map<String, List<String>> obstacles,
        Map<String, List<String>> subject,
        List<Difference> differences,
        RepeatKind kind,
        int repeatsNeeded) {

    /** Share of the comparisons of a server with itself that may find a change. */
    static final double ERROR = 0.01;

    /**
     * Compares B with A. If both have enough runs, each run is one repeat, because the rounds of one run have more in common
     * than two runs do. Otherwise, each round is one.
     */
    public static Comparison of(RunSet before, RunSet after) {
        Comparison ofRounds = of(before, after, RepeatKind.ROUNDS);
        return leastRuns(before, after) >= ofRounds.repeatsNeeded ? of(before, after, RepeatKind.RUNS) : ofRounds;
    }

    /**
     * Compares servers that were measured in turn: each run of B with the run of A right before or after it. A disturbance
     * that affects both runs of a pair then does not hide a change. Too few pairs are compared like any other sets.
     *
     * @throws IllegalArgumentException if one side has more runs of a test than the other
     */
    public static Comparison ofPairs(RunSet before, RunSet after) {
        for (String test : common(before, after)) {
            int earlier = before.of(test).size();
            int later = after.of(test).size();
            if (earlier != later) {
                throw new IllegalArgumentException("runs can be paired only if both sides have the same number: A has "
                        + earlier + " of " + test + ", B has " + later);
            }
        }
        Comparison paired = of(before, after, RepeatKind.PAIRS);
        return leastRuns(before, after) >= paired.repeatsNeeded ? paired : of(before, after);
    }

    private static int leastRuns(RunSet before, RunSet after) {
        return common(before, after).stream()
                .mapToInt(
                        test -> Math.min(before.of(test).size(), after.of(test).size()))
                .min()
                .orElse(0);
    }

    private static Comparison of(RunSet before, RunSet after, RepeatKind kind) {
        Map<String, List<String>> obstacles = new LinkedHashMap<>();
        Map<String, List<String>> subject = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (String test : common(before, after)) {
            Comparability comparability = Comparability.of(before.of(test), after.of(test));
            RepeatKind.Sides sides = kind.sides(before.of(test), after.of(test));
            put(obstacles, test, joined(comparability.obstacles(), ofTiers(sides.before(), sides.after())));
            put(subject, test, comparability.subject());
            pairs.addAll(Pair.of(test, sides, comparability.obstacles().isEmpty()));
        }
        long compared = pairs.stream().filter(Pair::comparable).count();
        double error = ERROR / Math.max(1, compared);
        return new Comparison(
                before,
                after,
                obstacles,
                subject,
                pairs.stream().map(pair -> pair.difference(kind, error)).toList(),
                kind,
                Samples.leastValues(kind.isPaired(), error));
    }

    private static List<String> ofTiers(Repeats earlier, Repeats later) {
        Stream<String> different = earlier.tiers().keySet().stream()
                .filter(later.tiers()::containsKey)
                .flatMap(tier -> earlier.obstacles(later, tier).stream());
        return Stream.of(lacking("A", earlier.lacking(later)), lacking("B", later.lacking(earlier)), different)
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> lacking(String side, List<String> tiers) {
        return tiers.isEmpty() ? Stream.empty() : Stream.of(side + " has no complete results for " + Words.and(tiers));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static void put(Map<String, List<String>> map, String test, List<String> sentences) {
        if (!sentences.isEmpty()) {
            map.put(test, sentences);
        }
    }

    /** The tests of both sets. */
    private static List<String> common(RunSet before, RunSet after) {
        return before.tests().stream().filter(after.tests()::contains).toList();
    }

    /** Tests that only one of the sets contains. */
    List<String> onlyIn(RunSet one, RunSet other) {
        return one.tests().stream()
                .filter(test -> !other.tests().contains(test))
                .toList();
    }

    List<Difference> with(Finding finding) {
        return differences.stream()
                .filter(difference -> difference.finding() == finding)
                .toList();
    }

    /** The tests that can be compared, in order. */
    Set<String> comparedTests() {
        Set<String> tests = new LinkedHashSet<>();
        differences.forEach(difference -> tests.add(difference.test()));
        return tests;
    }

    /** Whether both sets are single runs, whose rounds cannot show how much runs differ. */
    boolean isOfSingleRuns() {
        return before.runs().size() == before.tests().size()
                && after.runs().size() == after.tests().size();
    }

    /** Whether a figure is worse in B, with an error of at most {@link #ERROR}. */
    public boolean isWorse() {
        return !with(Finding.WORSE).isEmpty();
    }

    /** Whether a figure is better in B, with the same error. */
    boolean isBetter() {
        return !with(Finding.BETTER).isEmpty();
    }

    /**
     * Whether every figure can be judged: the sets are comparable, have enough repeats, and neither lacks a tier of the
     * other.
     */
    public boolean isConclusive() {
        return !differences.isEmpty()
                && obstacles.isEmpty()
                && with(Finding.UNKNOWN).isEmpty()
                && with(Finding.NOT_COMPARABLE).isEmpty();
    }

    /** The values of one figure in both sets, before the number of compared figures is known. */
    private record Pair(
            String test, String tier, ComparedFigure figure, double[] before, double[] after, boolean comparable) {

        static List<Pair> of(String test, RepeatKind.Sides sides, boolean comparable) {
            Repeats earlier = sides.before();
            Repeats later = sides.after();
            return earlier.values().entrySet().stream()
                    .filter(entry -> later.values().containsKey(entry.getKey()))
                    .filter(entry ->
                            !isAlwaysZero(entry.getValue(), later.values().get(entry.getKey())))
                    .map(entry -> new Pair(
                            test,
                            entry.getKey().tier(),
                            entry.getKey().figure(),
                            entry.getValue(),
                            later.values().get(entry.getKey()),
                            comparable
                                    && earlier.obstacles(later, entry.getKey().tier())
                                            .isEmpty()))
                    .toList();
        }

        /** Such as the failures of runs without failures. */
        private static boolean isAlwaysZero(double[] before, double[] after) {
            return Stream.of(before, after).flatMapToDouble(Arrays::stream).allMatch(value -> value == 0);
        }

        Difference difference(RepeatKind kind, double error) {
            Difference difference =
                    Difference.of(test, tier, figure, new Samples(before, after, kind.isPaired()), error);
            return comparable ? difference.judged() : difference.with(Finding.NOT_COMPARABLE);
        }
    }
}
