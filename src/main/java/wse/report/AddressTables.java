package wse.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import wse.measure.AddressFigures;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** The table of a server's addresses. */
final class AddressTables {

    private static final String NOTE = "From the connect to the TCP connection, and to the ready message.";

    private AddressTables() {}

    /** A row for each address of each tier; empty if the server has a single address. */
    static Table addresses(RunResult run) {
        Variant variant = Variant.of(run);
        List<Table.Row> rows = new ArrayList<>();
        for (TierResult tier : run.tiers()) {
            tier.measured()
                    .addresses()
                    .forEach(address -> rows.add(new Table.Row(cells(tier, variant, address), mood(tier, address))));
        }
        Table table = new Table(
                "Addresses of the server",
                NOTE,
                List.of(
                        new Table.Column("Connections", true),
                        variant.column(),
                        new Table.Column("Address", false),
                        new Table.Column("Attempts", true),
                        new Table.Column("Share", true),
                        new Table.Column("OK", true),
                        new Table.Column("Failed", true),
                        new Table.Column("TCP p50", true),
                        new Table.Column("TCP p99", true),
                        new Table.Column("Ready p50", true),
                        new Table.Column("Ready p99", true),
                        new Table.Column("Verdict", false)),
                rows);
        return table.without(Units.NONE);
    }

    private static List<String> cells(TierResult tier, Variant variant, AddressFigures address) {
        OutcomeCounts outcomes = address.outcomes();
        return List.of(
                Units.count(tier.shape().connections()),
                variant.of(tier),
                address.address(),
                Units.count(outcomes.total()),
                Units.percent(sharePercent(tier, address)),
                Units.count(outcomes.of(Outcome.OK)),
                Units.count(failed(address)),
                micros(address.tcp(), Percentile.P50),
                micros(address.tcp(), Percentile.P99),
                micros(address.ready(), Percentile.P50),
                micros(address.ready(), Percentile.P99),
                tier.verdict().name());
    }

    private static String micros(Histogram histogram, Percentile percentile) {
        return histogram.getTotalCount() == 0 ? Units.NONE : Units.micros(percentile.of(histogram));
    }

    /** How much of the tier's attempts went to an address. */
    static double sharePercent(TierResult tier, AddressFigures address) {
        long all = tier.measured().addresses().stream()
                .mapToLong(each -> each.outcomes().total())
                .sum();
        return all == 0 ? 0 : 100.0 * address.outcomes().total() / all;
    }

    private static long failed(AddressFigures address) {
        OutcomeCounts outcomes = address.outcomes();
        return outcomes.total() - outcomes.of(Outcome.OK) - outcomes.of(Outcome.ABORTED);
    }

    private static Table.Mood mood(TierResult tier, AddressFigures address) {
        Table.Mood ofTier = TableBuilder.mood(tier);
        return ofTier == Table.Mood.FAILURES && failed(address) == 0 ? Table.Mood.GOOD : ofTier;
    }
}
