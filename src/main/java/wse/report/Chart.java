package wse.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import wse.text.Units;

/**
 * The data of a chart that the page's script draws.
 *
 * @param note how to read it
 * @param x {@code "percentile"}: each x is 1 / (1 - percentile), so that 90 %, 99 %, 99.9 % are evenly spaced on a
 *     logarithmic axis, as in HdrHistogram's plots; {@code "connections"}; {@code "seconds"} since the run's first tier
 *     began; or {@code "time"}, the start of a run in seconds since 1970
 * @param y {@code "us"}, {@code "per_second"}, {@code "cores"}, {@code "bytes"}, {@code "count"} or {@code "percent"}
 * @param spans the tiers, on an axis of seconds; otherwise empty
 */
record Chart(String title, String note, String x, String y, List<Double> xs, List<Series> series, List<Span> spans) {

    /** The percentiles in the table below a chart; the curve has many more. */
    private static final Set<Double> SHOWN = Set.of(2.0, 4.0, 10.0, 20.0, 100.0, 1e3, 1e4, 1e5);

    /** A chart that is not over time. */
    Chart(String title, String note, String x, String y, List<Double> xs, List<Series> series) {
        this(title, note, x, y, xs, series, List.of());
    }

    /**
     * One line.
     *
     * @param colour index into the page's palette, which has {@code colours} entries
     * @param ys one value for each x; null if there is none
     * @param verdicts the verdict of each x's tier; empty if the whole line belongs to one tier
     */
    record Series(String label, int colour, int colours, boolean dashed, List<Double> ys, List<String> verdicts) {}

    /**
     * The time of one tier.
     *
     * @param verdict its verdict; empty if it is {@code VALID}
     * @param from in seconds, as on the axis
     */
    record Span(String label, String verdict, double from, double to) {}

    /** Whether its data are in the tables of the tiers' intervals. */
    @JsonIgnore
    public boolean isOverTime() {
        return x.equals("seconds");
    }

    /** The data as a table, for readers who cannot see the picture. */
    public Table table() {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column(firstColumn(), true));
        series.forEach(line -> columns.add(new Table.Column(line.label(), true)));
        List<Table.Row> rows = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            if (!x.equals("percentile") || SHOWN.contains(xs.get(i))) {
                rows.add(row(i));
            }
        }
        return new Table(title, note, columns, rows);
    }

    private String firstColumn() {
        return switch (x) {
            case "percentile" -> "Percentile";
            case "time" -> "Started (UTC)";
            default -> "Connections";
        };
    }

    private Table.Row row(int i) {
        Stream<String> cells = series.stream().map(line -> cell(line.ys().get(i)));
        return new Table.Row(Stream.concat(Stream.of(head(xs.get(i))), cells).toList(), Table.Mood.GOOD);
    }

    private String head(double value) {
        return switch (x) {
            case "percentile" ->
                String.format(Locale.ROOT, "%s %%", Math.round((100 - 100 / value) * 1e4) / 1e4)
                        .replace(".0 ", " ");
            case "time" -> RunHistory.minutes(Instant.ofEpochSecond((long) value));
            default -> Units.count((long) value);
        };
    }

    private String cell(Double value) {
        if (value == null) {
            return Units.NONE;
        }
        return switch (y) {
            case "us" -> Units.micros(value);
            case "percent" -> Units.percent(value);
            default -> Units.rate(value);
        };
    }
}
