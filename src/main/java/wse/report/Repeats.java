package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * The figures of several runs of one test, and of several rounds in each. Incomplete tiers are left out. Pure.
 *
 * @param values for each figure of each tier, one value per repeat
 * @param tiers the repeats of each tier, by its name
 */
record Repeats(Map<Key, double[]> values, Map<String, List<TierResult>> tiers) {

    /** Largest difference between the shares of valid repeats. If they differ by more, it is not only by chance. */
    private static final double MOST_DIFFERENCE = 0.5;

    /** If two readings differ by a larger factor, the machine was not equally busy, or not equally fast. */
    private static final double MOST_RATIO = 1.25;

    /** In percent. Below it, the server waits for the machine most of the time. */
    private static final double LEAST_CPU_SHARE = 25;

    /** The system counts CPU time in steps of 10 ms. */
    private static final double LEAST_CPU_SECONDS = 0.3;

    private static final double MICROS = 1e6;

    private static final double PERCENT = 100;

    /** @param tier the tier's name; empty for a figure of the whole run */
    record Key(String tier, ComparedFigure figure) {}

    /** Every round is a repeat. */
    static Repeats ofRounds(List<RunResult> runs) {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        runs.forEach(run -> valuesOf(run).forEach((key, own) -> of(values, key).addAll(own)));
        return new Repeats(arrays(values), tiers(runs));
    }

    /** Every run is a repeat: the median of its rounds. */
    static Repeats ofRuns(List<RunResult> runs) {
        return new Repeats(values(runs.stream().map(Repeats::medians).toList()), tiers(runs));
    }

    /**
     * Every run is a repeat, and is paired with the run of the other side that has the same index. A figure that one run of
     * a pair lacks is left out of the other one, too.
     *
     * @param after as many runs as {@code before}
     */
    static RepeatKind.Sides ofPairs(List<RunResult> before, List<RunResult> after) {
        List<Map<Key, Double>> earlier = before.stream().map(Repeats::medians).toList();
        List<Map<Key, Double>> later = after.stream().map(Repeats::medians).toList();
        for (int i = 0; i < earlier.size(); i++) {
            earlier.get(i).keySet().retainAll(later.get(i).keySet());
            later.get(i).keySet().retainAll(earlier.get(i).keySet());
        }
        return new RepeatKind.Sides(
                new Repeats(values(earlier), tiers(before)), new Repeats(values(later), tiers(after)));
    }

    private static Map<Key, double[]> values(List<Map<Key, Double>> repeats) {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        repeats.forEach(repeat -> repeat.forEach((key, value) -> of(values, key).add(value)));
        return arrays(values);
    }

    private static Map<Key, Double> medians(RunResult run) {
        Map<Key, Double> medians = new LinkedHashMap<>();
        valuesOf(run)
                .forEach((key, own) -> medians.put(
                        key,
                        Difference.median(
                                own.stream().mapToDouble(Double::doubleValue).toArray())));
        return medians;
    }

    private static List<Double> of(Map<Key, List<Double>> values, Key key) {
        return values.computeIfAbsent(key, absent -> new ArrayList<>());
    }

    private static Map<Key, double[]> arrays(Map<Key, List<Double>> values) {
        Map<Key, double[]> arrays = new LinkedHashMap<>();
        values.forEach((key, list) ->
                arrays.put(key, list.stream().mapToDouble(Double::doubleValue).toArray()));
        return arrays;
    }

    private static Map<Key, List<Double>> valuesOf(RunResult run) {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        ComparedFigure.of(run)
                .forEach((figure, value) -> of(values, new Key("", figure)).add(value));
        compared(run)
                .filter(tier -> tier.verdict() != Verdict.INCOMPLETE)
                .forEach(tier -> ComparedFigure.of(tier)
                        .forEach((figure, value) -> of(values, new Key(TierNotes.label(run, tier), figure))
                                .add(value)));
        return values;
    }

    private static Map<String, List<TierResult>> tiers(List<RunResult> runs) {
        Map<String, List<TierResult>> tiers = new LinkedHashMap<>();
        runs.forEach(run -> compared(run)
                .forEach(tier -> tiers.computeIfAbsent(TierNotes.label(run, tier), name -> new ArrayList<>())
                        .add(tier)));
        return tiers;
    }

    /** The steps of a search differ from run to run, so only its result is compared. */
    private static Stream<TierResult> compared(RunResult run) {
        return run.connectionLimit().isPresent() ? Stream.empty() : run.tiers().stream();
    }

    /** The tiers of either side that cannot be compared, because this side has no complete repeat of them. */
    List<String> lacking(Repeats other) {
        return Stream.concat(tiers.keySet().stream(), other.tiers.keySet().stream())
                .distinct()
                .filter(tier -> repeats(tier).stream().allMatch(repeat -> repeat.verdict() == Verdict.INCOMPLETE))
                .toList();
    }

    /** Why the figures of a tier cannot be compared; empty if they can. */
    List<String> obstacles(Repeats other, String tier) {
        List<String> obstacles = new ArrayList<>();
        if (!hasSimilarVerdicts(other, tier)) {
            obstacles.add("verdict of " + tier + ": " + verdicts(tier) + " in A, " + other.verdicts(tier) + " in B");
        }
        if (differ(cpuShare(tier), other.cpuShare(tier)) || isStarved(tier) || other.isStarved(tier)) {
            obstacles.add("load of the machine with " + tier + ": the server got " + share(cpuShare(tier))
                    + " of the CPU time that it needed in A, and " + share(other.cpuShare(tier)) + " in B");
        }
        if (differ(clientMicros(tier), other.clientMicros(tier))) {
            obstacles.add("CPU time of the client with " + tier + ": per message or connection, it needed "
                    + Units.micros(clientMicros(tier)) + " in A, " + Units.micros(other.clientMicros(tier))
                    + " in B, so the machine may have been slower");
        }
        return obstacles;
    }

    private static String share(Double percent) {
        return percent == null ? "an unknown share" : Units.wholePercent(percent);
    }

    /** Whether the figures depend more on the other programs than on the server. */
    private boolean isStarved(String tier) {
        Double share = cpuShare(tier);
        return share != null && share < LEAST_CPU_SHARE;
    }

    private static boolean differ(Double own, Double other) {
        return own != null && other != null && Math.max(own, other) > MOST_RATIO * Math.min(own, other);
    }

    /** The client's CPU time per message, ping or connection in all repeats, in microseconds; null if too little to tell. */
    private Double clientMicros(String tier) {
        double seconds = 0;
        double work = 0;
        for (TierResult repeat : repeats(tier)) {
            seconds += repeat.client().usage().cpuSeconds();
            work += Math.max(
                    repeat.measured().outcomes().total(),
                    Math.max(
                            repeat.measured().pingOutcomes().total(),
                            repeat.measured().messages().confirmed()));
        }
        return seconds < LEAST_CPU_SECONDS ? null : Double.valueOf(MICROS * seconds / work);
    }

    /** How much of the CPU time that it needed the server got in all repeats, in percent; null if unknown. */
    private Double cpuShare(String tier) {
        double used = 0;
        double waited = 0;
        for (TierResult repeat : repeats(tier)) {
            if (repeat.server().cpuSeconds() == null || repeat.server().coreWaitSeconds() == null) {
                return null;
            }
            used += repeat.server().cpuSeconds();
            waited += repeat.server().coreWaitSeconds();
        }
        return used == 0 ? null : Double.valueOf(PERCENT * used / (used + waited));
    }

    private List<TierResult> repeats(String tier) {
        return tiers.getOrDefault(tier, List.of());
    }

    private boolean hasSimilarVerdicts(Repeats other, String tier) {
        return Math.abs(validShare(tier) - other.validShare(tier)) <= MOST_DIFFERENCE;
    }

    private double validShare(String tier) {
        return (double) valid(tier) / Math.max(1, repeats(tier).size());
    }

    /** Short storms count, too: slightly more or less than 100 ms does not mean that the conditions were different. */
    private long valid(String tier) {
        return repeats(tier).stream()
                .filter(repeat -> repeat.verdict() == Verdict.VALID || repeat.verdict() == Verdict.SHORT)
                .count();
    }

    /** How often a tier is valid, as in {@code VALID in 6 of 8}. */
    private String verdicts(String tier) {
        boolean isShort = repeats(tier).stream().anyMatch(repeat -> repeat.verdict() == Verdict.SHORT);
        return (isShort ? "VALID or SHORT in " : "VALID in ") + valid(tier) + " of "
                + repeats(tier).size();
    }
}
