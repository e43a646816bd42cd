package wse.report;

import java.util.ArrayList;
import java.util.List;
import wse.measure.LatencyKind;
import wse.measure.LatencySummary;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The tables of a run. Every row that holds figures of a tier ends in the tier's verdict. */
final class Tables {

    private static final String READ_LATENCIES = "Service: pong minus actual send. Response: pong minus intended send.";

    private Tables() {}

    /** The run's main table first, then whatever else applies; none is empty. */
    static List<Table> of(RunResult run) {
        List<Table> tables = new ArrayList<>();
        Matrix.of(run).forEach(matrix -> tables.add(matrix.asTable()));
        tables.addAll(besidesMatrices(run));
        return tables;
    }

    /** For the page, which shows matrices in a form of their own. */
    static List<Table> besidesMatrices(RunResult run) {
        List<Table> tables = new ArrayList<>();
        if (Floods.in(run)) {
            tables.addAll(FloodTables.of(run));
        } else if (Limits.in(run)) {
            tables.addAll(Limits.tables(run));
        } else if (hasPings(run)) {
            tables.add(isHold(run) ? hold(run) : pings(run));
        }
        tables.add(connects(run));
        tables.add(intendedConnects(run));
        tables.add(OutcomeTables.failures(run));
        tables.add(UsageTables.client(run));
        tables.add(UsageTables.cost(run));
        tables.add(UsageTables.server(run));
        tables.add(UsageTables.messages(run));
        return tables.stream()
                .filter(table -> !table.isEmpty())
                .map(table -> table.without(""))
                .toList();
    }

    static boolean isHold(RunResult run) {
        return run.tiers().stream().anyMatch(tier -> tier.measured().alive() != null);
    }

    static boolean hasPings(RunResult run) {
        return run.tiers().stream().anyMatch(Tables::hasPings);
    }

    static boolean hasPings(TierResult tier) {
        return !Floods.is(tier)
                && (tier.measured().pingOutcomes().total() > 0
                        || tier.measured().alive() != null
                        || tier.shape().schedule() != null);
    }

    private static Table pings(RunResult run) {
        TableBuilder table = new TableBuilder("Ping latency", READ_LATENCIES)
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .latency(Tables::schedule, Tables::pingKinds)
                .percentile("p50", LatencySummary::p50)
                .percentile("p90", LatencySummary::p90)
                .percentile("p95", LatencySummary::p95)
                .percentile("p99", LatencySummary::p99)
                .percentile("p99.9", LatencySummary::p999)
                .percentile("p99.99", LatencySummary::p9999)
                .figure(
                        "Pings",
                        tier -> Units.count(tier.measured().pingOutcomes().total()))
                .figure("Answered", tier -> Units.count(Figures.pingsAnswered(tier)))
                .figure("Timeouts", tier -> Units.count(Figures.pingsTimedOut(tier)));
        return table.build(run.tiers());
    }

    private static Table hold(RunResult run) {
        TableBuilder table = new TableBuilder("Sustained hold", "Alive: answered a ping at the end of the hold.")
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .figure("Connected", tier -> Units.count(tier.measured().connected()))
                .figure("Alive", tier -> Units.count(tier.measured().alive()))
                .figure("Survival", tier -> Units.percent(Figures.survivalPercent(tier)))
                .figure(
                        "Pings",
                        tier -> Units.count(tier.measured().pingOutcomes().total()))
                .figure("Timeouts", tier -> Units.count(Figures.pingsTimedOut(tier)))
                .latency(tier -> "", Tables::pingKinds)
                .percentile("p50", LatencySummary::p50)
                .percentile("p95", LatencySummary::p95)
                .percentile("p99", LatencySummary::p99);
        return table.build(run.tiers());
    }

    private static Table connects(RunResult run) {
        return new TableBuilder(
                        hasPings(run) || Floods.in(run) ? "Bringing the connections up" : "Connection storm",
                        "TCP connect to ready message, of the connections that became ready.")
                .tier(Variant.of(run))
                .figure("Accept rate (conn/s)", tier -> Units.rate(Figures.connectionsPerSecond(tier)))
                .latency(LatencyKind.CONNECT)
                .percentile("p50", LatencySummary::p50)
                .percentile("p95", LatencySummary::p95)
                .percentile("p99", LatencySummary::p99)
                .percentile("p99.9", LatencySummary::p999)
                .figure("Failed", tier -> Units.count(tier.failed()))
                .build(run.tiers().stream()
                        .filter(tier -> !Limits.in(run) || tier.measured().added() > 0)
                        .toList());
    }

    /** A table of its own, so that the storm's stays comparable with the published one. */
    private static Table intendedConnects(RunResult run) {
        List<TierResult> tiers = run.tiers().stream()
                .filter(tier -> !hasPings(tier)
                        && !Floods.is(tier)
                        && tier.measured().latencies().containsKey(LatencyKind.RESPONSE))
                .toList();
        return new TableBuilder(
                        "Response of the storm",
                        "From the intended connect to the ready message: waiting for the client counts.")
                .figure("Connections", tier -> Units.count(tier.shape().connections()))
                .latency(LatencyKind.RESPONSE)
                .percentile("p50", LatencySummary::p50)
                .percentile("p95", LatencySummary::p95)
                .percentile("p99", LatencySummary::p99)
                .percentile("p99.9", LatencySummary::p999)
                .build(tiers);
    }

    private static List<LatencyKind> pingKinds(TierResult tier) {
        return tier.measured().latencies().containsKey(LatencyKind.RESPONSE)
                ? List.of(LatencyKind.SERVICE, LatencyKind.RESPONSE)
                : List.of(LatencyKind.SERVICE);
    }

    /** Empty where the test has no schedule. */
    static String schedule(TierResult tier) {
        return tier.shape().schedule() == null ? "" : tier.shape().schedule();
    }
}
