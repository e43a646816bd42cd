package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wse.config.Format;
import wse.config.SuiteTest;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** The tables of the floods, beside the published ones. Pure. */
final class SuiteFloodTables {

    private static final String CONFIRMED =
            "Msg/s counts messages that the server has provably read; the published suite counted messages that were sent.";

    private static final int KILO = 1_000;

    private SuiteFloodTables() {}

    static List<Table> throughput(Suite suite) {
        List<Published.Figures> published = Published.figures().of(SuiteTest.THROUGHPUT);
        List<TierResult> tiers = suite.tiers(SuiteTest.THROUGHPUT);
        Table rates = counts(new SuiteTable(published.get(0))
                        .figure("Msg/s", tier -> Units.big(Figures.confirmedPerSecond(tier)))
                        .figure("GB/s", tier -> Units.gigabytes(Figures.confirmedBytesPerSecond(tier)))
                        .figure("Per-conn msg/s", tier -> Units.rate(Figures.confirmedPerSecondOfEach(tier)))
                        .figure("Errors", tier -> Units.count(tier.failed()))
                        .figure("Sent/s", tier -> Units.big(Figures.sentPerSecond(tier))))
                .memoryAndVerdict()
                .build("Throughput", CONFIRMED, tiers, List.of());
        return List.of(rates, clients(published.get(1), suite));
    }

    private static SuiteTable counts(SuiteTable table) {
        return table.figure(
                        "Confirmed",
                        tier -> Units.bigCount(tier.measured().messages().confirmed()))
                .figure(
                        "Lost",
                        tier -> Units.bigCount(tier.measured().messages().lost()));
    }

    /** The published comparison of two clients, with this one as a further column. */
    private static Table clients(Published.Figures published, Suite suite) {
        List<String> here = List.of(peak(suite), mostConnections(suite), atOneHundred(suite), errors(suite));
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column(published.columns().get(0), false));
        columns.add(new Table.Column("wse-stress, this machine", true));
        columns.addAll(published.marked());
        List<Table.Row> rows = IntStream.range(0, published.rows().size())
                .mapToObj(i -> {
                    List<String> cells = new ArrayList<>(published.rows().get(i));
                    cells.add(1, here.get(i));
                    return new Table.Row(cells, Table.Mood.GOOD);
                })
                .toList();
        return new Table(
                "Clients compared",
                "The published clients ran on another machine and counted sent messages, so these figures do not show"
                        + " which client is faster.",
                columns,
                rows,
                List.of("Throughput at 100 conns: messages per second. ?: the verdict is not VALID."));
    }

    private static String peak(Suite suite) {
        return suite.tiers(SuiteTest.THROUGHPUT).stream()
                .filter(tier -> Figures.confirmedPerSecond(tier) != null)
                .max(Comparator.comparing(Figures::confirmedPerSecond))
                .map(tier -> Units.big(Figures.confirmedPerSecond(tier)) + " ("
                        + Units.count(tier.shape().connections()) + " conns)" + doubt(tier))
                .orElse(Units.NONE);
    }

    private static String doubt(TierResult tier) {
        return tier.verdict() == Verdict.VALID ? "" : " ?";
    }

    private static String mostConnections(Suite suite) {
        long most = suite.allTiers()
                .mapToLong(tier -> tier.measured().connected())
                .max()
                .orElse(0);
        return most == 0 ? Units.NONE : Units.count(most);
    }

    private static String atOneHundred(Suite suite) {
        return suite.tiers(SuiteTest.THROUGHPUT).stream()
                .filter(tier -> tier.shape().connections() == 100)
                .findFirst()
                .map(tier -> Units.big(Figures.confirmedPerSecond(tier)) + doubt(tier))
                .orElse(Units.NONE);
    }

    private static String errors(Suite suite) {
        List<TierResult> tiers = suite.tiers(SuiteTest.THROUGHPUT);
        return tiers.isEmpty()
                ? Units.NONE
                : Units.count(tiers.stream().mapToLong(TierResult::failed).sum());
    }

    static List<Table> sizes(Suite suite) {
        List<Published.Figures> published = Published.figures().of(SuiteTest.SIZES);
        List<TierResult> tiers = suite.tiers(SuiteTest.SIZES);
        Table messages = matrix(
                "Messages per second", published.get(0), tiers, tier -> Units.big(Figures.confirmedPerSecond(tier)));
        Table bytes = matrix(
                "Bandwidth (GB/s)",
                published.get(1),
                tiers,
                tier -> Units.gigabytes(Figures.confirmedBytesPerSecond(tier)));
        return List.of(
                messages, published.get(0).asTable(), bytes, published.get(1).asTable(), cells(tiers));
    }

    private static Table matrix(
            String title, Published.Figures published, List<TierResult> tiers, Function<TierResult, String> figure) {
        SortedSet<Integer> sizes = new TreeSet<>(published.keys());
        tiers.forEach(tier -> sizes.add(size(tier)));
        SortedSet<Integer> connections = new TreeSet<>();
        published.columns().stream().skip(1).forEach(name -> connections.add(Published.number(name)));
        tiers.forEach(tier -> connections.add(tier.shape().connections()));
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column(published.columns().get(0), true));
        connections.forEach(count -> columns.add(new Table.Column(kilo(count), true)));
        List<Table.Row> rows = new ArrayList<>();
        for (int size : sizes) {
            List<String> cells = new ArrayList<>();
            cells.add(bytes(size));
            connections.forEach(count -> cells.add(find(tiers, size, count)
                    .map(tier -> figure.apply(tier) + Matrix.marks(tier))
                    .orElse(Units.NONE)));
            rows.add(new Table.Row(cells, Table.Mood.GOOD));
        }
        return new Table(title, CONFIRMED, columns, rows, Matrix.LEGEND);
    }

    private static String kilo(int count) {
        return count >= KILO && count % KILO == 0 ? count / KILO + "K" : Units.count(count);
    }

    /** As the published table has it. */
    static String bytes(int size) {
        return size >= 1_024 && size % 1_024 == 0 ? size / 1_024 + " KB" : size + " B";
    }

    private static int size(TierResult tier) {
        return tier.shape().flood().map(flood -> flood.payloadBytes()).orElse(0);
    }

    private static Optional<TierResult> find(List<TierResult> tiers, int size, int connections) {
        return tiers.stream()
                .filter(tier -> size(tier) == size && tier.shape().connections() == connections)
                .findFirst();
    }

    private static Table cells(List<TierResult> tiers) {
        return new TableBuilder("Cells in detail", "What was confirmed and lost in each cell of the two tables above.")
                .tier(Variant.SIZE)
                .figure(
                        "Confirmed",
                        tier -> Units.bigCount(tier.measured().messages().confirmed()))
                .figure(
                        "Lost",
                        tier -> Units.bigCount(tier.measured().messages().lost()))
                .figure("Sent/s", tier -> Units.big(Figures.sentPerSecond(tier)))
                .figure("Server memory", SuiteTable::memory)
                .build(tiers);
    }

    static List<Table> formats(Suite suite) {
        Published.Figures published = Published.figures().of(SuiteTest.FORMATS).get(0);
        List<TierResult> tiers = suite.tiers(SuiteTest.FORMATS);
        SortedSet<Integer> keys = new TreeSet<>(published.keys());
        tiers.forEach(tier -> keys.add(tier.shape().connections()));
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column("Connections", true));
        published.columns().stream().skip(1).forEach(name -> columns.add(new Table.Column(name, true)));
        List.of("Confirmed", "Lost", "Server memory").forEach(name -> columns.add(new Table.Column(name, true)));
        columns.add(new Table.Column(SuiteTable.VERDICT, false));
        columns.addAll(published.marked());
        List<Table.Row> rows = keys.stream()
                .map(key -> formats(key, at(tiers, key), published))
                .toList();
        return List.of(
                new Table(
                        "Formats",
                        "The same message in each format. " + CONFIRMED,
                        columns,
                        rows,
                        List.of(
                                "Confirmed and lost: of all three formats together. Server memory: the largest. Verdict: the worst.",
                                "Neither wse-server nor the reference server inflates a compressed message, and wse-server does not"
                                        + " decode MessagePack, so a higher rate does not prove that a format is cheaper to process.")));
    }

    private static List<TierResult> at(List<TierResult> tiers, int connections) {
        return tiers.stream()
                .filter(tier -> tier.shape().connections() == connections)
                .toList();
    }

    private static Table.Row formats(int key, List<TierResult> tiers, Published.Figures published) {
        Optional<TierResult> json = of(tiers, Format.JSON);
        Optional<TierResult> msgpack = of(tiers, Format.MSGPACK);
        Optional<TierResult> zlib = of(tiers, Format.ZLIB);
        List<String> cells = new ArrayList<>(List.of(
                Units.count(key), rate(json), rate(msgpack), against(json, msgpack), rate(zlib), against(json, zlib)));
        cells.add(sum(tiers, tier -> tier.measured().messages().confirmed()));
        cells.add(sum(tiers, tier -> tier.measured().messages().lost()));
        Optional<TierResult> largest = tiers.stream()
                .filter(tier -> tier.server().rssBytes() != null)
                .max(Comparator.comparing(tier -> tier.server().rssBytes()));
        cells.add(largest.map(SuiteTable::memory).orElse(Units.NONE));
        Optional<TierResult> worst = tiers.stream().max(Comparator.comparing(TierResult::verdict));
        cells.add(worst.map(tier -> tier.verdict().name()).orElse(SuiteTable.NOT_RUN));
        int others = published.columns().size() - 1;
        cells.addAll(published
                .row(key)
                .map(row -> row.subList(1, row.size()))
                .orElseGet(() -> Stream.generate(() -> Units.NONE).limit(others).toList()));
        return new Table.Row(cells, worst.map(TableBuilder::mood).orElse(Table.Mood.GOOD));
    }

    static Optional<TierResult> of(List<TierResult> tiers, Format format) {
        return tiers.stream()
                .filter(tier -> tier.shape()
                        .flood()
                        .filter(flood -> flood.format() == format)
                        .isPresent())
                .findFirst();
    }

    private static String rate(Optional<TierResult> tier) {
        return tier.map(known -> Units.big(Figures.confirmedPerSecond(known))).orElse(Units.NONE);
    }

    /** As in {@code +109%}. */
    private static String against(Optional<TierResult> json, Optional<TierResult> other) {
        return percentOf(json, other)
                .map(percent -> String.format(Locale.ROOT, "%+.0f%%", percent - 100))
                .orElse(Units.NONE);
    }

    /** The rate of one format in percent of JSON's; empty if either is unknown. */
    static Optional<Double> percentOf(Optional<TierResult> json, Optional<TierResult> other) {
        Double base = json.map(Figures::confirmedPerSecond).orElse(null);
        Double rate = other.map(Figures::confirmedPerSecond).orElse(null);
        return base == null || rate == null || base == 0 ? Optional.empty() : Optional.of(100 * rate / base);
    }

    private static String sum(List<TierResult> tiers, ToLongFunction<TierResult> count) {
        return tiers.isEmpty()
                ? Units.NONE
                : Units.bigCount(tiers.stream().mapToLong(count).sum());
    }
}
