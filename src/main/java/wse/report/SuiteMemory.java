package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import wse.config.SuiteTest;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** How much memory the server and the client of a suite used, beside the published figures. Pure. */
final class SuiteMemory {

    static final String BASELINE = "server without load";
    static final String EACH = "server, per connection";
    static final String PEAK = "server, largest value";
    static final String CLIENT_PEAK = "client, largest value";
    static final String TOGETHER = "all together, largest tier";

    private SuiteMemory() {}

    /** A tier with the test and the run that it belongs to. */
    private record Tier(SuiteTest test, RunResult run, TierResult tier) {

        String where() {
            return " (" + TierNotes.label(run, tier) + ", " + test.kind().label() + ")";
        }
    }

    /**
     * Memory per connection.
     *
     * @param connections those that were open
     * @param bytes resident memory that the server had gained since it was idle, per connection
     */
    record PerConnection(long connections, double bytes) {}

    static Table table(Suite suite) {
        Map<String, String> published = Published.figures().memory();
        List<Table.Row> rows = new ArrayList<>();
        Stream.of(
                        row(BASELINE, baseline(suite).map(bytes -> Units.bytes(bytes))),
                        row(EACH, perConnection(suite).map(SuiteMemory::each)),
                        row(PEAK, peak(suite, SuiteMemory::server)),
                        row(CLIENT_PEAK, peak(suite, SuiteMemory::client)),
                        row(TOGETHER, together(suite)))
                .map(row -> new Table.Row(
                        List.of(row.get(0), row.get(1), published.getOrDefault(row.get(0), Units.NONE)),
                        Table.Mood.GOOD))
                .forEach(rows::add);
        return new Table(
                "Memory footprint",
                "Resident memory (RSS) of the processes. Per connection: the gain since the server was without load,"
                        + " divided by the open connections. The kernel's memory for sockets is not included.",
                List.of(
                        new Table.Column("Memory", false),
                        new Table.Column("this machine", true),
                        new Table.Column("published", true)),
                rows);
    }

    private static List<String> row(String name, Optional<String> value) {
        return List.of(name, value.orElse(Units.NONE));
    }

    private static String each(PerConnection each) {
        return Units.bytes(Math.round(each.bytes())) + " (" + Units.count(each.connections()) + " connections)";
    }

    /** The memory of the limit test's server if it is known, because the figure per connection comes from that test. */
    private static Optional<Long> baseline(Suite suite) {
        return Stream.concat(suite.run(SuiteTest.LIMIT).stream(), suite.runs().values().stream())
                .flatMap(run -> Stream.ofNullable(run.target().idleRssBytes()))
                .findFirst();
    }

    /** In the largest step of the limit test, or else in the largest held tier, in which no connection had failed. */
    static Optional<PerConnection> perConnection(Suite suite) {
        return Stream.of(SuiteTest.LIMIT, SuiteTest.HOLD)
                .flatMap(test -> suite.run(test).stream())
                .flatMap(run -> perConnection(run).stream())
                .findFirst();
    }

    private static Optional<PerConnection> perConnection(RunResult run) {
        Long idle = run.target().idleRssBytes();
        return run.tiers().stream()
                .filter(tier -> idle != null && tier.server().rssBytes() != null)
                .filter(tier ->
                        tier.failed() == 0 && open(tier) > 0 && tier.server().rssBytes() > idle)
                .max(Comparator.comparingLong(SuiteMemory::open))
                .map(tier ->
                        new PerConnection(open(tier), (double) (tier.server().rssBytes() - idle) / open(tier)));
    }

    private static long open(TierResult tier) {
        return tier.measured().outcomes().of(Outcome.OK);
    }

    private static Stream<Tier> tiers(Suite suite) {
        return suite.runs().entrySet().stream()
                .flatMap(entry -> entry.getValue().tiers().stream()
                        .map(tier -> new Tier(entry.getKey(), entry.getValue(), tier)));
    }

    private static long server(TierResult tier) {
        return tier.server().rssBytes() == null ? 0 : tier.server().rssBytes();
    }

    private static long client(TierResult tier) {
        return tier.clientUsage().map(usage -> usage.rssBytes()).orElse(0L);
    }

    private static Optional<String> peak(Suite suite, ToLongFunction<TierResult> bytes) {
        return tiers(suite)
                .filter(tier -> bytes.applyAsLong(tier.tier()) > 0)
                .max(Comparator.comparingLong(tier -> bytes.applyAsLong(tier.tier())))
                .map(tier -> Units.bytes(bytes.applyAsLong(tier.tier())) + tier.where());
    }

    private static Optional<String> together(Suite suite) {
        return tiers(suite)
                .filter(tier -> server(tier.tier()) > 0 && client(tier.tier()) > 0)
                .max(Comparator.comparingInt(tier -> tier.tier().shape().connections()))
                .map(tier -> Units.bytes(server(tier.tier()) + client(tier.tier())) + " of client and server"
                        + tier.where());
    }
}
