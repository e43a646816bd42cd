package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** The rates of a flood's tiers as bars. The confirmed rate is a filled bar, and the sent rate is an outline. */
record Bars(String title, String note, List<Group> groups) {

    /** @param label label of the group; empty if there is only one */
    record Group(String label, List<Bar> bars) {}

    /**
     * @param value the confirmed rate, with its unit
     * @param detail the sent rate, or a comparison with another bar; may be empty
     * @param filled length of the confirmed rate's bar, up to 100
     * @param outline length of the sent rate's outline, up to 100; 0 if the rate is unknown
     * @param colour index into the page's palette
     * @param verdict the tier's verdict; empty if it is {@code VALID}
     */
    record Bar(String label, String value, String detail, String filled, String outline, int colour, String verdict) {}

    /** Empty for a run without floods, and for a size matrix, which is shown as heat maps. */
    static List<Bars> of(RunResult run) {
        if (!run.test().isFlood() || run.tiers().isEmpty() || Variant.of(run) == Variant.SIZE) {
            return List.of();
        }
        String confirmed = FloodWords.confirmed(run);
        boolean formats = Variant.of(run) == Variant.FORMAT;
        String note = "Filled: " + confirmed.toLowerCase(Locale.ROOT) + "."
                + (FloodWords.comesIn(run) ? "" : " Outline: sent.")
                + (formats ? " Percent: of the rate of JSON with the same number of connections." : "");
        return List.of(new Bars("Messages per second, by tier", note, formats ? groups(run) : List.of(all(run))));
    }

    private static Group all(RunResult run) {
        double most = most(run);
        return new Group(
                "",
                run.tiers().stream()
                        .map(tier -> bar(connections(tier), sent(tier), 0, tier, most))
                        .toList());
    }

    private static List<Group> groups(RunResult run) {
        double most = most(run);
        List<String> formats =
                run.tiers().stream().map(Variant.FORMAT::of).distinct().toList();
        Set<Integer> connections = new LinkedHashSet<>();
        run.tiers().forEach(tier -> connections.add(tier.shape().connections()));
        List<Group> groups = new ArrayList<>();
        for (int count : connections) {
            List<Bar> bars = run.tiers().stream()
                    .filter(tier -> tier.shape().connections() == count)
                    .map(tier -> format(run, tier, formats, most))
                    .toList();
            groups.add(new Group(Units.counted(count, "connection"), bars));
        }
        return groups;
    }

    private static Bar format(RunResult run, TierResult tier, List<String> formats, double most) {
        String format = Variant.FORMAT.of(tier);
        return bar(format, FormatComparison.againstJson(run, tier), 2 * formats.indexOf(format), tier, most);
    }

    private static Bar bar(String label, String detail, int colour, TierResult tier, double most) {
        Double confirmed = Figures.confirmedPerSecond(tier);
        return new Bar(
                label,
                Units.big(confirmed),
                detail,
                length(confirmed, most),
                length(Figures.sentPerSecond(tier), most),
                colour,
                tier.verdict() == Verdict.VALID ? "" : tier.verdict().name());
    }

    private static String connections(TierResult tier) {
        return Units.count(tier.shape().connections());
    }

    private static String sent(TierResult tier) {
        Double sent = Figures.sentPerSecond(tier);
        return sent == null ? "" : Units.big(sent) + " sent";
    }

    private static String length(Double value, double most) {
        return value == null || most == 0 ? "0" : String.format(Locale.ROOT, "%.2f", 100 * value / most);
    }

    private static double most(RunResult run) {
        double most = 0;
        for (TierResult tier : run.tiers()) {
            most = Math.max(most, orZero(Figures.confirmedPerSecond(tier)));
            most = Math.max(most, orZero(Figures.sentPerSecond(tier)));
        }
        return most;
    }

    private static double orZero(Double value) {
        return value == null ? 0 : value;
    }
}
