package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.TierResult;
import wse.text.Units;

/**
 * Builds a table with one row per number of connections: the figures of this machine in the columns of the published
 * table, then further ones, then the published figures. Rows that only one of the two suites has are kept. Confined to the
 * method that builds with it.
 */
final class SuiteTable {

    static final String VERDICT = "Verdict";

    /** The verdict of a row that only the published suite has. */
    static final String NOT_RUN = "not run";

    private record Part(Table.Column column, Function<TierResult, String> cell) {}

    private final List<Part> parts = new ArrayList<>();
    private final Published.Figures published;
    private Function<TierResult, Histogram> histogram = tier -> LatencyRecorder.newHistogram();
    private List<Percentile> needed = List.of();

    SuiteTable(Published.Figures published) {
        this.published = published;
    }

    SuiteTable figure(String name, Function<TierResult, String> cell) {
        parts.add(new Part(new Table.Column(name, true), cell));
        return this;
    }

    SuiteTable percentiles(LatencyKind kind, Percentile... percentiles) {
        histogram = tier -> tier.measured().latencies().getOrDefault(kind, LatencyRecorder.newHistogram());
        needed = List.of(percentiles);
        for (Percentile percentile : percentiles) {
            Function<TierResult, Histogram> of = histogram;
            figure(percentile.label(), tier -> Units.micros(percentile.of(of.apply(tier))));
        }
        return this;
    }

    /** Adds the server's memory and the verdict. */
    SuiteTable memoryAndVerdict() {
        figure("Server memory", SuiteTable::memory);
        parts.add(new Part(
                new Table.Column(VERDICT, false), tier -> tier.verdict().name()));
        return this;
    }

    static String memory(TierResult tier) {
        return Units.bytes(tier.server().rssBytes());
    }

    Table build(String title, String note, List<TierResult> tiers, List<String> legend) {
        SortedSet<Integer> keys = new TreeSet<>(published.keys());
        tiers.forEach(tier -> keys.add(tier.shape().connections()));
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column("Connections", true));
        parts.forEach(part -> columns.add(part.column()));
        columns.addAll(published.marked());
        return new Table(
                title,
                note,
                columns,
                keys.stream()
                        .map(key -> row(
                                key,
                                tiers.stream()
                                        .filter(tier -> tier.shape().connections() == key)
                                        .findFirst()))
                        .toList(),
                Stream.concat(
                                TableBuilder.missing(
                                        tiers.stream().map(histogram).toList(), needed)
                                        .stream(),
                                legend.stream())
                        .toList());
    }

    private Table.Row row(int key, Optional<TierResult> tier) {
        List<String> cells = new ArrayList<>();
        cells.add(Units.count(key));
        parts.forEach(part ->
                cells.add(tier.map(part.cell()).orElse(part.column().name().equals(VERDICT) ? NOT_RUN : Units.NONE)));
        List<String> others = published
                .row(key)
                .map(row -> row.subList(1, row.size()))
                .orElseGet(() -> Stream.generate(() -> Units.NONE)
                        .limit(published.columns().size() - 1)
                        .toList());
        cells.addAll(others);
        return new Table.Row(cells, tier.map(TableBuilder::mood).orElse(Table.Mood.GOOD));
    }
}
