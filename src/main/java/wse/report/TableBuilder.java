package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencySummary;
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

    private final String title;
    private final String note;
    private final List<Part> parts = new ArrayList<>();
    private Function<TierResult, List<LatencyKind>> kinds = tier -> List.of(LatencyKind.SERVICE);
    private Function<TierResult, String> verdict = tier -> tier.verdict().name();
    private List<String> legend = List.of();

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

    TableBuilder percentile(String name, ToLongFunction<LatencySummary> figure) {
        parts.add(new Part(new Table.Column(name, true), line -> percentile(line, figure), true));
        return this;
    }

    private static String percentile(Line line, ToLongFunction<LatencySummary> figure) {
        Histogram histogram = line.tier().measured().latencies().get(line.kind());
        return histogram == null || histogram.getTotalCount() == 0
                ? Units.NONE
                : Units.micros(figure.applyAsLong(LatencySummary.of(histogram)));
    }

    Table build(List<TierResult> tiers) {
        parts.add(new Part(new Table.Column("Verdict", false), line -> verdict.apply(line.tier()), true));
        List<Table.Row> rows = new ArrayList<>();
        for (TierResult tier : tiers) {
            boolean first = true;
            for (LatencyKind kind : kinds.apply(tier)) {
                rows.add(row(new Line(tier, kind, first)));
                first = false;
            }
        }
        return new Table(title, note, parts.stream().map(Part::column).toList(), rows, legend);
    }

    private Table.Row row(Line line) {
        List<String> cells = parts.stream()
                .map(part -> line.first() || part.ofLatency() ? part.cell().apply(line) : "")
                .toList();
        return new Table.Row(cells, mood(line.tier()));
    }

    static Table.Mood mood(TierResult tier) {
        if (tier.verdict() != Verdict.VALID) {
            return Table.Mood.DOUBT;
        }
        boolean pingFailed = tier.measured().pingOutcomes().total() > Figures.pingsAnswered(tier);
        return tier.failed() > 0 || pingFailed || FloodWords.hasLosses(tier) ? Table.Mood.FAILURES : Table.Mood.GOOD;
    }
}
