package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import wse.config.ScheduleKind;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The tables of a run. Every row with figures of a tier ends with the tier's verdict. */
final class Tables {

    private Tables() {}

    /** The run's main table, then all other tables that have rows. */
    static List<Table> of(RunResult run) {
        List<Table> tables = new ArrayList<>();
        Matrix.of(run).forEach(matrix -> tables.add(matrix.asTable()));
        tables.addAll(besidesMatrices(run));
        return tables;
    }

    /** The run's main table, and the failures if there are any. */
    static List<Table> main(RunResult run) {
        return Stream.concat(of(run).stream().limit(1), Stream.of(OutcomeTables.failures(run)))
                .filter(table -> !table.isEmpty())
                .distinct()
                .toList();
    }

    /** The tables of the HTML page, which shows matrices as heat maps. */
    static List<Table> besidesMatrices(RunResult run) {
        List<Table> tables = new ArrayList<>();
        TestReport report = TestReport.of(run);
        tables.addAll(report.tables(run));
        if (!report.measuresConnects()) {
            tables.add(connects(run));
        }
        tables.add(AddressTables.addresses(run));
        tables.add(OutcomeTables.failures(run));
        tables.add(CompressionTables.of(run));
        tables.add(CompressionTables.cost(run));
        tables.add(UsageTables.client(run));
        tables.add(UsageTables.cost(run));
        tables.add(UsageTables.server(run));
        tables.add(UsageTables.messages(run));
        return tables.stream()
                .filter(table -> !table.isEmpty())
                .map(table -> table.without(""))
                .toList();
    }

    private static List<String> legend(List<TierResult> tiers) {
        List<String> lines = new ArrayList<>();
        if (tiers.stream().anyMatch(tier -> tier.shape().schedule() == ScheduleKind.PACED)) {
            lines.add("Paced: the connections arrived at a fixed rate instead of as fast as possible.");
        }
        if (tiers.stream().anyMatch(TierResult::isShortStorm)) {
            lines.add("Tiers of less than 100 ms are too short to be quoted, so they are never VALID.");
        }
        return lines;
    }

    /** Only the table of a storm shows how long the connects took: the others have no room for it on a terminal. */
    static Table connects(RunResult run) {
        TestReport report = TestReport.of(run);
        return new TableBuilder(
                        report.measuresConnects() ? "Connection storm" : "Opening the connections",
                        "From TCP connect to ready message, for connections that became ready.")
                .tier(Variant.of(run))
                .figure("Accept rate (conn/s)", tier -> Units.rate(Figures.connectionsPerSecond(tier)))
                .figure(
                        "Duration",
                        tier -> report.measuresConnects()
                                ? Units.duration(tier.measured().ramp())
                                : "")
                .latency(LatencyKind.CONNECT)
                .percentiles("Ready", Percentile.P50, Percentile.P95, Percentile.P99, Percentile.P99_9)
                .figure("Failed", tier -> Units.count(tier.failed()))
                .figure("Aborted", tier -> tier.aborted() == 0 ? "" : Units.count(tier.aborted()))
                .legend(legend(report.connecting(run)))
                .build(report.connecting(run))
                .without("");
    }
}
