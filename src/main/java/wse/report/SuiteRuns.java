package wse.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import wse.config.SuiteTest;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** The runs that a suite consists of. Pure. */
final class SuiteRuns {

    private static final List<Table.Column> COLUMNS = List.of(
            new Table.Column("Test", false),
            new Table.Column("Simulation", false),
            new Table.Column("Engine", false),
            new Table.Column("Started (UTC)", false),
            new Table.Column("Tiers", true),
            new Table.Column("Tiers that are VALID", true));

    private SuiteRuns() {}

    static Table table(Suite suite) {
        List<Table.Row> rows = new ArrayList<>();
        suite.runs().entrySet().forEach(test -> rows.add(row(test)));
        rows.add(row("All tests", "", "", "", suite.allTiers().toList()));
        return new Table("Runs and verdicts", "Each run has also written its own report.", COLUMNS, rows);
    }

    private static Table.Row row(Map.Entry<SuiteTest, RunResult> test) {
        RunResult run = test.getValue();
        return row(
                test.getKey().title(),
                run.simulation(),
                run.engine(),
                run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.tiers());
    }

    private static Table.Row row(
            String test, String simulation, String engine, String started, List<TierResult> tiers) {
        return new Table.Row(
                List.of(
                        test,
                        simulation,
                        engine,
                        started,
                        String.valueOf(tiers.size()),
                        String.valueOf(tiers.stream()
                                .filter(tier -> tier.verdict() == Verdict.VALID)
                                .count())),
                Table.Mood.GOOD);
    }
}
