package wse.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import wse.report.Difference.Finding;
import wse.text.Units;
import wse.text.Words;

/** What a comparison says, in sentences and tables. Pure. */
final class ComparisonWords {

    private static final List<Table.Column> COLUMNS = List.of(
            new Table.Column("Tier", false),
            new Table.Column("Figure", false),
            new Table.Column("A", true),
            new Table.Column("B", true),
            new Table.Column("Change", true),
            new Table.Column("Interval", true),
            new Table.Column("Finding", false));

    private static final String ONE_RUN_EACH =
            "A and B are one run each. If the machine was busier during one of them, that looks like a change, too. To rule"
                    + " this out, run both several times, in turn.";

    private static final String PAIRED =
            " Each run of B is compared with the run of A that was measured right before or after it.";

    private static final int MOST_NAMED = 3;

    private final Comparison comparison;

    ComparisonWords(Comparison comparison) {
        this.comparison = comparison;
    }

    static String title() {
        return "Comparison";
    }

    /** Which runs are compared. */
    String sides() {
        return "A: " + comparison.before().name() + ". B: " + comparison.after().name() + ".";
    }

    /** The result in one or two sentences. */
    String answer() {
        if (comparison.differences().isEmpty()) {
            return "A and B cannot be compared: they have no figure in common.";
        }
        return Stream.of(changes(), unchanged(), untold(), incomparable())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String changes() {
        List<Difference> worse = comparison.with(Finding.WORSE);
        List<Difference> better = comparison.with(Finding.BETTER);
        if (worse.isEmpty() && better.isEmpty()) {
            return "";
        }
        if (worse.isEmpty()) {
            return "B is better than A in " + share(better) + ": " + named(better) + ".";
        }
        return "B is worse than A in " + share(worse) + ": " + named(worse) + "."
                + (better.isEmpty() ? "" : " It is better in " + share(better) + ": " + named(better) + ".");
    }

    private String share(Collection<Difference> some) {
        return some.size() + " of " + Units.counted(comparison.differences().size(), "figure");
    }

    /** The figures with the largest changes. */
    private static String named(List<Difference> some) {
        List<String> names = some.stream()
                .sorted(Comparator.comparingDouble((Difference difference) -> -Math.abs(difference.worseBy())))
                .limit(MOST_NAMED)
                .map(difference -> difference.name() + " " + change(difference))
                .toList();
        int others = some.size() - names.size();
        return others == 0 ? Words.and(names) : String.join(", ", names) + " and " + Units.counted(others, "other");
    }

    private String unchanged() {
        List<Difference> same = comparison.with(Finding.NO_CHANGE);
        boolean only = comparison.with(Finding.WORSE).isEmpty()
                && comparison.with(Finding.BETTER).isEmpty();
        return same.isEmpty() || !only ? "" : "In " + share(same) + ", no change exceeds the noise of the repeats.";
    }

    private String untold() {
        List<Difference> unknown = comparison.with(Finding.UNKNOWN);
        if (unknown.isEmpty()) {
            return "";
        }
        return "Too few repeats to tell: A has " + repeats(unknown, true) + ", B has " + repeats(unknown, false)
                + ", and each needs " + comparison.repeatsNeeded() + "; run with wse.repeat="
                + comparison.repeatsNeeded() + ".";
    }

    private static String repeats(List<Difference> some, boolean before) {
        return String.valueOf(some.stream()
                .mapToInt(difference -> (before ? difference.before() : difference.after()).length)
                .min()
                .orElse(0));
    }

    private String incomparable() {
        List<Difference> some = comparison.with(Finding.NOT_COMPARABLE);
        if (some.isEmpty()) {
            return comparison.obstacles().isEmpty() ? "" : "Some tiers cannot be compared.";
        }
        return some.size() == comparison.differences().size()
                ? "A and B cannot be compared."
                : share(some) + " cannot be compared.";
    }

    /** What differs, and what is missing, one sentence each. */
    List<String> details() {
        List<String> details = new ArrayList<>();
        comparison
                .obstacles()
                .forEach((test, all) ->
                        all.forEach(what -> details.add(about(test) + "not comparable (" + what + ").")));
        comparison.subject().forEach((test, all) -> all.forEach(what -> details.add(about(test) + what + ".")));
        if (comparison.isOfSingleRuns() && (comparison.isWorse() || comparison.isBetter())) {
            details.add(ONE_RUN_EACH);
        }
        missing("A", comparison.onlyIn(comparison.before(), comparison.after()), details);
        missing("B", comparison.onlyIn(comparison.after(), comparison.before()), details);
        return details;
    }

    private static void missing(String side, List<String> tests, List<String> details) {
        if (!tests.isEmpty()) {
            details.add("Only " + side + " contains " + Words.and(tests) + ".");
        }
    }

    private String about(String test) {
        return comparison.comparedTests().size() == 1 ? "" : test + ": ";
    }

    /** One table for each test. */
    List<Table> tables() {
        return comparison.comparedTests().stream().map(this::table).toList();
    }

    /** The rows of all tables, each with its test in the first column. */
    Table allInOne() {
        List<Table.Column> columns = new ArrayList<>(COLUMNS);
        columns.add(0, new Table.Column("Test", false));
        List<Table.Row> rows = comparison.differences().stream()
                .map(difference -> {
                    List<String> cells = new ArrayList<>(row(difference).cells());
                    cells.add(0, difference.test());
                    return new Table.Row(cells, mood(difference.finding()));
                })
                .toList();
        return new Table(title(), "", columns, rows);
    }

    private Table table(String test) {
        List<Difference> own = comparison.differences().stream()
                .filter(difference -> difference.test().equals(test))
                .toList();
        return new Table(
                test,
                "A and B: medians of " + repeats(own) + "." + (comparison.kind().isPaired() ? PAIRED : ""),
                COLUMNS,
                own.stream().map(ComparisonWords::row).toList(),
                List.of(
                        "Change: estimated from all repeats, so it can differ from the change between the two medians.",
                        "Interval: where the true change lies, with an error probability of "
                                + (int) (100 * Comparison.ERROR) + " % for all intervals together.",
                        "Worse and better: the whole interval is on one side of 0, and the change is at least "
                                + Difference.SMALLEST_CHANGE_PERCENT + " %. pp: percentage points."));
    }

    private String repeats(List<Difference> own) {
        int a = least(own.stream().map(Difference::before));
        int b = least(own.stream().map(Difference::after));
        String noun = comparison.kind().noun();
        return a == b ? Units.counted(a, noun) + " each" : a + " and " + Units.counted(b, noun);
    }

    private static int least(Stream<double[]> values) {
        return values.mapToInt(array -> array.length).min().orElse(0);
    }

    private static Table.Row row(Difference difference) {
        ComparedFigure figure = difference.figure();
        return new Table.Row(
                List.of(
                        difference.tier(),
                        figure.name(),
                        figure.scale().text(Difference.median(difference.before())),
                        figure.scale().text(Difference.median(difference.after())),
                        change(difference),
                        interval(difference),
                        difference.finding().words()),
                mood(difference.finding()));
    }

    private static Table.Mood mood(Finding finding) {
        return switch (finding) {
            case WORSE -> Table.Mood.DOUBT;
            case UNKNOWN, NOT_COMPARABLE -> Table.Mood.FAILURES;
            case BETTER, NO_CHANGE -> Table.Mood.GOOD;
        };
    }

    static String change(Difference difference) {
        return signed(difference.change().estimate()) + " "
                + difference.figure().scale().unitOfChange();
    }

    private static String interval(Difference difference) {
        boolean told = difference.change().isKnown() && difference.finding() != Finding.NOT_COMPARABLE;
        return told
                ? DoubleStream.of(difference.change().low(), difference.change().high())
                                .mapToObj(ComparisonWords::signed)
                                .collect(Collectors.joining(" to "))
                        + " " + difference.figure().scale().unitOfChange()
                : Units.NONE;
    }

    /** With one decimal place below 10. */
    static String signed(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%+.1f" : "%+,.0f", value);
        return text.equals("-0.0") || text.equals("+0.0") ? "0.0" : text;
    }
}
