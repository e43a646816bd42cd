package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/**
 * The figures of several runs of one test, and of several rounds in each. Incomplete tiers are left out. Pure.
 *
 * @param values for each figure of each tier, one value per repeat
 * @param verdicts for each tier, one verdict per repeat
 */
record Repeats(Map<Key, double[]> values, Map<String, List<Verdict>> verdicts) {

    /** Of the shares of valid repeats. If they differ by more, a condition of the client has changed, not only its luck. */
    private static final double MOST_DIFFERENCE = 0.5;

    /** @param tier the tier's name; empty for a figure of the whole run */
    record Key(String tier, ComparedFigure figure) {}

    static Repeats of(List<RunResult> runs) {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
        for (RunResult run : runs) {
            add(values, "", ComparedFigure.of(run));
            if (run.connectionLimit().isPresent()) {
                continue;
            }
            for (TierResult tier : run.tiers()) {
                String name = TierNotes.label(run, tier);
                verdicts.computeIfAbsent(name, key -> new ArrayList<>()).add(tier.verdict());
                if (tier.verdict() != Verdict.INCOMPLETE) {
                    add(values, name, ComparedFigure.of(tier));
                }
            }
        }
        Map<Key, double[]> arrays = new LinkedHashMap<>();
        values.forEach((key, list) ->
                arrays.put(key, list.stream().mapToDouble(Double::doubleValue).toArray()));
        return new Repeats(arrays, verdicts);
    }

    private static void add(Map<Key, List<Double>> values, String tier, Map<ComparedFigure, Double> figures) {
        figures.forEach((figure, value) -> values.computeIfAbsent(new Key(tier, figure), key -> new ArrayList<>())
                .add(value));
    }

    /** Whether the tier is about equally often valid in both sets. */
    boolean hasSimilarVerdicts(Repeats other, String tier) {
        return Math.abs(validShare(tier) - other.validShare(tier)) <= MOST_DIFFERENCE;
    }

    /** The tiers whose verdicts differ too much, one sentence each. */
    List<String> otherVerdicts(Repeats other) {
        return verdicts.keySet().stream()
                .filter(other.verdicts::containsKey)
                .filter(tier -> !hasSimilarVerdicts(other, tier))
                .map(tier -> "verdict of " + tier + ": " + describe(tier) + " in A, " + other.describe(tier) + " in B")
                .toList();
    }

    private double validShare(String tier) {
        return (double) valid(tier) / Math.max(1, count(tier));
    }

    private long valid(String tier) {
        return verdicts.getOrDefault(tier, List.of()).stream()
                .filter(Verdict.VALID::equals)
                .count();
    }

    private int count(String tier) {
        return verdicts.getOrDefault(tier, List.of()).size();
    }

    /** How often a tier is valid, as in {@code VALID in 6 of 8}. */
    String describe(String tier) {
        return "VALID in " + valid(tier) + " of " + count(tier);
    }
}
