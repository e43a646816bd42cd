package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import wse.config.ScheduleKind;
import wse.config.SuiteTest;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The tables of the tests of connections and pings, beside the published ones. Pure. */
final class SuiteConnectTables {

    private SuiteConnectTables() {}

    private static Published.Figures published(SuiteTest test) {
        return Published.figures().of(test).get(0);
    }

    static List<Table> storm(Suite suite) {
        return List.of(new SuiteTable(published(SuiteTest.STORM))
                .figure("Accept Rate", SuiteConnectTables::acceptRate)
                .percentiles(LatencyKind.CONNECT, Percentile.P50, Percentile.P95, Percentile.P99, Percentile.P99_9)
                .figure("Failed", tier -> Units.count(tier.failed()))
                .figure(
                        "Confirmed",
                        tier -> Units.count(tier.measured().outcomes().of(Outcome.OK)))
                .memoryAndVerdict()
                .build(
                        "Connection storm",
                        "From TCP connect to ready message. All connections of a tier are opened as fast as possible; the"
                                + " published suite opened 500 at a time, with pauses.",
                        suite.tiers(SuiteTest.STORM),
                        List.of("Confirmed: the connection answered a ping after all were open.")));
    }

    static String acceptRate(TierResult tier) {
        Double rate = Figures.connectionsPerSecond(tier);
        return rate == null ? Units.NONE : Units.rate(rate) + "/s";
    }

    static List<Table> ping(Suite suite) {
        List<TierResult> tiers = suite.tiers(SuiteTest.PING);
        Table closed = new SuiteTable(published(SuiteTest.PING))
                .figure(
                        "Total Pings",
                        tier -> Units.count(tier.measured().pingOutcomes().total()))
                .percentiles(
                        LatencyKind.SERVICE,
                        Percentile.P50,
                        Percentile.P95,
                        Percentile.P99,
                        Percentile.P99_9,
                        Percentile.P99_99)
                .figure("Confirmed", tier -> Units.count(Figures.pingsAnswered(tier)))
                .figure("Lost", tier -> Units.count(unanswered(tier)))
                .memoryAndVerdict()
                .build(
                        "Pings in a closed loop",
                        "Each connection sends its next ping when the previous one has been answered. The published suite left out"
                                + " pings that were not answered in time.",
                        closed(tiers),
                        List.of("Lost: not answered in time, and counted in the percentiles with their time-out."));
        return Stream.of(closed, open(tiers)).filter(table -> !table.isEmpty()).toList();
    }

    static List<TierResult> closed(List<TierResult> tiers) {
        return tiers.stream()
                .filter(tier -> tier.shape().schedule() == ScheduleKind.CLOSED)
                .toList();
    }

    private static Table open(List<TierResult> tiers) {
        return new TableBuilder(
                        "Pings on a fixed schedule",
                        "From the intended send to the answer, which includes waiting; the published suite has no such test.")
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .latency(LatencyKind.RESPONSE)
                .percentiles(
                        "Total Pings",
                        Percentile.P50,
                        Percentile.P95,
                        Percentile.P99,
                        Percentile.P99_9,
                        Percentile.P99_99)
                .figure("Confirmed", tier -> Units.count(Figures.pingsAnswered(tier)))
                .figure("Lost", tier -> Units.count(unanswered(tier)))
                .figure("Server memory", SuiteTable::memory)
                .build(tiers.stream()
                        .filter(tier -> tier.shape().schedule() == ScheduleKind.OPEN)
                        .toList());
    }

    static long unanswered(TierResult tier) {
        return tier.measured().pingOutcomes().total() - Figures.pingsAnswered(tier);
    }

    static List<Table> hold(Suite suite) {
        return List.of(new SuiteTable(published(SuiteTest.HOLD))
                .figure("Survival", tier -> Units.percent(Figures.survivalPercent(tier)))
                .figure(
                        "Total PINGs",
                        tier -> Units.count(tier.measured().pingOutcomes().total()))
                .percentiles(LatencyKind.RESPONSE, Percentile.P50, Percentile.P95, Percentile.P99)
                .figure("Confirmed alive", Figures::alive)
                .figure("Lost pings", tier -> Units.count(unanswered(tier)))
                .memoryAndVerdict()
                .build(
                        "Sustained hold",
                        "A connection has survived only if it answered a ping at the end of the hold"
                                + heldFor(suite.tiers(SuiteTest.HOLD)) + ".",
                        suite.tiers(SuiteTest.HOLD),
                        List.of("p50 to p99: from the intended send of a ping to its answer.")));
    }

    private static String heldFor(List<TierResult> tiers) {
        return tiers.stream()
                .map(tier -> tier.measured().duration())
                .max(Comparator.naturalOrder())
                .map(longest -> ", after " + Units.duration(longest))
                .orElse("");
    }

    /** The steps of the two searches differ, so there are two tables. */
    static List<Table> limit(Suite suite) {
        Table steps = suite.run(SuiteTest.LIMIT)
                .map(SuiteConnectTables::steps)
                .orElseGet(() -> new Table("", "", List.of(), List.of()));
        return Stream.of(steps, published(SuiteTest.LIMIT).asTable())
                .filter(table -> !table.isEmpty())
                .toList();
    }

    private static Table steps(RunResult run) {
        List<Table.Row> rows = new ArrayList<>();
        for (TierResult tier : run.tiers()) {
            rows.add(new Table.Row(
                    List.of(
                            phase(run, tier),
                            Units.count(tier.shape().connections()),
                            acceptRate(tier),
                            Units.count(tier.failed()),
                            sources(tier.shape().sourceAddresses()),
                            Figures.alive(tier),
                            Units.count(tier.measured().figures().lostEarlier()),
                            SuiteTable.memory(tier),
                            tier.verdict().name()),
                    TableBuilder.mood(tier)));
        }
        List<Table.Column> columns = Stream.of(
                        "Phase",
                        "Target",
                        "Accept Rate",
                        "Errors",
                        "Source IPs",
                        "Confirmed alive",
                        "Lost earlier",
                        "Server memory",
                        SuiteTable.VERDICT)
                .map(name -> new Table.Column(name, !name.equals("Phase") && !name.equals(SuiteTable.VERDICT)))
                .toList();
        return new Table(
                "Connection limit",
                "Accept rate: of the connections that the step added. A step is good only if its connections answer a ping"
                        + " at its end.",
                columns,
                rows,
                List.of("Lost earlier: connections of earlier steps that were gone."));
    }

    private static String phase(RunResult run, TierResult tier) {
        String phase = LimitReport.phase(run, tier);
        return phase.substring(0, 1).toUpperCase(Locale.ROOT) + phase.substring(1);
    }

    private static String sources(OptionalInt addresses) {
        return addresses.isPresent() ? Units.count(addresses.getAsInt()) : Units.NONE;
    }
}
