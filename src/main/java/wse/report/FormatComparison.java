package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import wse.config.Format;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.text.Units;

/** The same logical message in several formats, each compared with JSON at the same number of connections. */
final class FormatComparison {

    private static final String DOUBT = "?";

    private FormatComparison() {}

    static Table table(RunResult run) {
        List<String> findings = findings(run);
        return new TableBuilder("Formats", "The same message in each format; vs. JSON: by messages per second.")
                .tier(Variant.FORMAT)
                .figure("Payload", tier -> bytes(tier, TierShape.Flood::payloadBytes))
                .figure("On the wire", FormatComparison::wireBytes)
                .figure(FloodWords.confirmed(run) + " msg/s", tier -> Units.big(Figures.confirmedPerSecond(tier)))
                .figure("vs. JSON", tier -> againstJson(run, tier))
                .figure("GB/s", tier -> Units.gigabytes(Figures.confirmedBytesPerSecond(tier)))
                .words("Notes", tier -> notes(tier, findings))
                .verdictWithBound()
                .legend(legend(run, findings))
                .build(run.tiers());
    }

    /** Unknown if messages are compressed; another table shows the share that was sent. */
    private static String wireBytes(TierResult tier) {
        return tier.measured().compression().isNone()
                ? bytes(tier, flood -> flood.flow().wireBytes())
                : Units.NONE;
    }

    /**
     * The rate as a percentage of the JSON tier's rate, marked if that tier is not {@code VALID}; {@code "-"} if there is
     * none.
     */
    static String againstJson(RunResult run, TierResult tier) {
        TierResult json = json(run, tier.shape().connections());
        return percentOfJson(run, tier)
                .map(percent -> Units.percent(percent) + (isDoubtful(json, tier) ? DOUBT : ""))
                .orElse(Units.NONE);
    }

    /** The rate in percent of JSON's with the same number of connections; empty if one of them is unknown. */
    static Optional<Double> percentOfJson(RunResult run, TierResult tier) {
        Double rate = Figures.confirmedPerSecond(tier);
        TierResult json = json(run, tier.shape().connections());
        Double base = json == null ? null : Figures.confirmedPerSecond(json);
        return rate == null || base == null || base == 0 ? Optional.empty() : Optional.of(100 * rate / base);
    }

    private static boolean isDoubtful(TierResult json, TierResult tier) {
        return json != tier && json.verdict() != Verdict.VALID;
    }

    /** Null if the run has no JSON tier with this number of connections. */
    private static TierResult json(RunResult run, int connections) {
        return Rounds.merged(run.tiers()).stream()
                .filter(tier -> tier.shape().connections() == connections
                        && tier.shape()
                                .flood()
                                .filter(flood -> flood.format() == Format.JSON)
                                .isPresent())
                .findFirst()
                .orElse(null);
    }

    private static String bytes(TierResult tier, ToIntFunction<TierShape.Flood> bytes) {
        return tier.shape()
                .flood()
                .map(flood -> Units.count(bytes.applyAsInt(flood)) + " B")
                .orElse(Units.NONE);
    }

    private static List<String> findings(RunResult run) {
        return run.tiers().stream()
                .flatMap(tier -> tier.findings().stream())
                .distinct()
                .toList();
    }

    /** Findings that several tiers share. They are printed below the table and not repeated for each tier. */
    static Set<String> shared(RunResult run) {
        return run.tiers().stream()
                .flatMap(tier -> tier.findings().stream())
                .filter(finding -> run.tiers().stream()
                                .filter(tier -> tier.findings().contains(finding))
                                .count()
                        > 1)
                .collect(Collectors.toSet());
    }

    /** The numbers of the notes below the table that apply to this tier. */
    private static String notes(TierResult tier, List<String> findings) {
        return tier.findings().stream()
                .map(finding -> String.valueOf(findings.indexOf(finding) + 1))
                .collect(Collectors.joining(", "));
    }

    private static List<String> legend(RunResult run, List<String> findings) {
        List<String> lines = new ArrayList<>(IntStream.range(0, findings.size())
                .mapToObj(i -> (i + 1) + "  " + findings.get(i))
                .toList());
        boolean doubtful =
                run.tiers().stream().anyMatch(tier -> againstJson(run, tier).endsWith(DOUBT));
        if (doubtful) {
            lines.add("?  The JSON tier used for comparison is not VALID.");
        }
        return lines;
    }
}
