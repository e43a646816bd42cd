package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * Builds a table with one row per tier, or one row for each kind of latency if a tier has several. The additional rows
 * contain only the latency's columns. The last column is the verdict. Confined to the method that builds with it.
 */
final class TableBuilder {

    /** One column, and the function that fills its cell for a tier and one of the tier's latencies. */
    private record Part(Table.Column column, Function<Line, String> cell, boolean ofLatency) {}

    private record Line(TierResult tier, LatencyKind kind, boolean first) {}

    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    private final String title;
    private final String note;
    private final List<Part> parts = new ArrayList<>();
    private Function<TierResult, List<LatencyKind>> kinds = tier -> List.of(LatencyKind.SERVICE);
    private Function<TierResult, String> verdict = tier -> tier.verdict().name();
    private List<String> legend = List.of();
    private List<Percentile> needed = List.of();

    TableBuilder(String title, String note) {
        this.title = title;
        this.note = note;
    }

    TableBuilder figure(String name, Function<TierResult, String> cell) {
        parts.add(new Part(new Table.Column(name, true), line -> cell.apply(line.tier()), false));
        return this;
    }

    TableBuilder words(String name, Function<TierResult, String> cell) {
        parts.add(new Part(new Table.Column(name, false), line -> cell.apply(line.tier()), false));
        return this;
    }

    /** Adds the columns that distinguish the tiers. */
    TableBuilder tier(Variant variant) {
        figure("Connections", tier -> Units.count(tier.shape().connections()));
        parts.add(new Part(variant.column(), line -> variant.of(line.tier()), false));
        return this;
    }

    /** Makes the verdict also name the side that limited the rate. */
    TableBuilder verdictWithBound() {
        verdict = FloodWords::verdict;
        return this;
    }

    /** Adds lines below the table. */
    TableBuilder legend(List<String> lines) {
        legend = lines;
        return this;
    }

    /** Makes the following percentiles those of this kind of latency, without a column for its name. */
    TableBuilder latency(LatencyKind kind) {
        kinds = tier -> List.of(kind);
        return this;
    }

    /** Adds a row for each of these kinds of latency, with a column for its name. */
    TableBuilder latency(Function<TierResult, String> prefix, Function<TierResult, List<LatencyKind>> ofTier) {
        kinds = ofTier;
        Table.Column column = new Table.Column("Latency", false);
        parts.add(new Part(
                column, line -> (prefix.apply(line.tier()) + " " + line.kind().key()).strip(), true));
        return this;
    }

    /**
     * Adds the number of values and their percentiles.
     *
     * @param values title of the column with the number of values
     */
    TableBuilder percentiles(String values, Percentile... percentiles) {
        latencyFigure(values, histogram -> Units.count(histogram.getTotalCount()));
        for (Percentile percentile : percentiles) {
            latencyFigure(percentile.label(), histogram -> Units.micros(percentile.of(histogram)));
        }
        needed = List.of(percentiles);
        return this;
    }

    /** Adds the largest value. */
    TableBuilder max() {
        return latencyFigure("max", histogram -> Units.micros(histogram.getMaxValue()));
    }

    /** Adds a column whose cells are empty where there are no values. */
    private TableBuilder latencyFigure(String name, Function<Histogram, String> figure) {
        Function<Line, String> cell =
                line -> histogram(line).getTotalCount() == 0 ? Units.NONE : figure.apply(histogram(line));
        parts.add(new Part(new Table.Column(name, true), cell, true));
        return this;
    }

    private static Histogram histogram(Line line) {
        return line.tier().measured().latencies().getOrDefault(line.kind(), EMPTY);
    }

    /** A note that says why percentiles are missing; empty if none are. */
    static List<String> missing(List<Histogram> histograms, List<Percentile> needed) {
        Set<Percentile> missing = new TreeSet<>();
        for (Histogram histogram : histograms) {
            needed.stream()
                    .filter(percentile -> histogram.getTotalCount() > 0 && !percentile.isCarriedBy(histogram))
                    .forEach(missing::add);
        }
        return missing.isEmpty()
                ? List.of()
                : List.of(missing.stream()
                        .map(percentile -> percentile.label() + " needs " + Units.count(percentile.leastValues()))
                        .collect(Collectors.joining(", ", "-: too few values (", ").")));
    }

    /** If the run was repeated, the second column is the number of the round. */
    Table build(List<TierResult> tiers) {
        Map<TierResult, Integer> rounds = Rounds.numbers(tiers);
        if (!rounds.isEmpty()) {
            Function<Line, String> round = line -> Units.count(rounds.get(line.tier()));
            parts.add(1, new Part(new Table.Column("Round", true), round, false));
        }
        parts.add(new Part(new Table.Column("Verdict", false), line -> verdict.apply(line.tier()), true));
        List<Line> lines = lines(tiers);
        return new Table(
                title,
                note,
                parts.stream().map(Part::column).toList(),
                lines.stream().map(this::row).toList(),
                Stream.concat(
                                missing(
                                        lines.stream()
                                                .map(TableBuilder::histogram)
                                                .toList(),
                                        needed)
                                        .stream(),
                                legend.stream())
                        .toList());
    }

    private List<Line> lines(List<TierResult> tiers) {
        List<Line> lines = new ArrayList<>();
        for (TierResult tier : tiers) {
            boolean first = true;
            for (LatencyKind kind : kinds.apply(tier)) {
                lines.add(new Line(tier, kind, first));
                first = false;
            }
        }
        return lines;
    }

    private Table.Row row(Line line) {
        List<String> cells = parts.stream()
                .map(part -> line.first() || part.ofLatency() ? part.cell().apply(line) : "")
                .toList();
        return new Table.Row(cells, mood(line.tier()));
    }

    static Table.Mood mood(TierResult tier) {
        if (tier.verdict() != Verdict.VALID && tier.verdict() != Verdict.SHORT) {
            return Table.Mood.DOUBT;
        }
        boolean pingFailed = tier.measured().pingOutcomes().total() > Figures.pingsAnswered(tier);
        return tier.failed() > 0 || pingFailed || FloodWords.hasLosses(tier) ? Table.Mood.FAILURES : Table.Mood.GOOD;
    }
}
