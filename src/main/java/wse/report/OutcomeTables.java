package wse.report;

import java.util.ArrayList;
import java.util.List;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The table of outcomes other than OK, by name. */
final class OutcomeTables {

    private OutcomeTables() {}

    /** A row for each outcome of each tier that is not OK; many lost processes share one row. Empty if all are OK. */
    static Table failures(RunResult run) {
        Variant variant = Variant.of(run);
        List<Table.Row> rows = new ArrayList<>();
        for (TierResult tier : run.tiers()) {
            String prefix = variant.of(tier) + " ";
            addRows(rows, tier, prefix + "connection", tier.measured().outcomes());
            addRows(
                    rows,
                    tier,
                    prefix + (tier.shape().isPlanned() ? "ping" : "request"),
                    tier.measured().pingOutcomes());
        }
        return new Table(
                "Outcomes other than OK",
                "All outcomes of a tier, including OK, add up to its attempts.",
                List.of(
                        new Table.Column("Connections", true),
                        new Table.Column("Of", false),
                        new Table.Column("Outcome", false),
                        new Table.Column("Count", true),
                        new Table.Column("Attempts", true),
                        new Table.Column("Share", true),
                        new Table.Column("Verdict", false)),
                rows,
                examples(run));
    }

    /** An example for each outcome: one line, however many tiers have this outcome. */
    private static List<String> examples(RunResult run) {
        OutcomeCounts all = new OutcomeCounts();
        run.tiers().forEach(tier -> all.add(tier.measured().outcomes()));
        return all.details().entrySet().stream()
                .map(entry ->
                        entry.getKey() + ", for example: " + entry.getValue().text())
                .toList();
    }

    private static void addRows(List<Table.Row> rows, TierResult tier, String what, OutcomeCounts counts) {
        counts.failures().forEach((outcome, count) -> {
            List<String> cells = List.of(
                    Units.count(tier.shape().connections()),
                    what.strip(),
                    outcome,
                    Units.count(count),
                    Units.count(counts.total()),
                    Units.percent(100.0 * count / counts.total()),
                    tier.verdict().name());
            rows.add(new Table.Row(cells, TableBuilder.mood(tier)));
        });
    }
}
