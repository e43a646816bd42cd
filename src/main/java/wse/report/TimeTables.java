package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import wse.measure.Interval;
import wse.measure.LatencyKind;
import wse.measure.LatencySlice;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;
import wse.text.Words;

/** The intervals of each tier as tables, with the data of {@link TimeCharts}. Pure. */
final class TimeTables {

    private TimeTables() {}

    /** One table for each tier that has a time series. */
    static List<Table> of(RunResult run) {
        return tables(run, tier -> (TimeCharts.label(run, tier) + " " + TimeCharts.doubt(tier)).strip());
    }

    /** The same tables for files of their own: each title says what the table contains, but not the verdict. */
    static List<Table> alone(RunResult run) {
        return tables(run, tier -> "Over time, " + TimeCharts.label(run, tier));
    }

    private static List<Table> tables(RunResult run, Function<TierResult, String> title) {
        return run.tiers().stream()
                .filter(tier -> !tier.series().isEmpty())
                .map(tier -> table(run, tier, title.apply(tier)))
                .toList();
    }

    private static Table table(RunResult run, TierResult tier, String title) {
        LatencyKind kind = TimeCharts.latencyKind(run);
        List<Table.Column> columns = new ArrayList<>();
        for (String name : List.of(
                "Seconds",
                "Rate (/s)",
                "p50",
                "p99",
                "Max",
                "Failures",
                "Client CPU (cores)",
                "Client memory",
                "Server CPU (cores)",
                "Server memory")) {
            columns.add(new Table.Column(name, true));
        }
        List<Table.Row> rows = TimeCharts.shown(run, tier).stream()
                .map(interval -> new Table.Row(cells(run, interval, kind), Table.Mood.GOOD))
                .toList();
        return new Table(
                        title,
                        Units.counted(rows.size(), "interval"),
                        columns,
                        rows,
                        Words.few(tier.series().notes()))
                .without(Units.NONE);
    }

    private static List<String> cells(RunResult run, Interval interval, LatencyKind kind) {
        Optional<LatencySlice> latency = TimeCharts.latency(interval, kind);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%.2f to %.2f",
                        TimeCharts.seconds(interval.begin()),
                        TimeCharts.seconds(interval.end())),
                Units.rate(TimeCharts.rate(run).apply(interval)),
                percentile(latency, Percentile.P50),
                percentile(latency, Percentile.P99),
                latency.map(slice -> Units.micros(slice.max())).orElse(Units.NONE),
                Units.count(TimeCharts.failed(interval)),
                cores(TimeCharts.cores(interval, interval.client())),
                Units.bytes(interval.client().rssBytes()),
                cores(TimeCharts.cores(interval, interval.server())),
                Units.bytes(interval.server().rssBytes()));
    }

    private static String percentile(Optional<LatencySlice> latency, Percentile percentile) {
        return Units.micros(latency.map(slice -> slice.of(percentile)).orElse(OptionalLong.empty()));
    }

    private static String cores(Double cores) {
        return cores == null ? Units.NONE : String.format(Locale.ROOT, "%.2f", cores);
    }
}
