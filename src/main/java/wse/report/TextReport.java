package wse.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import wse.measure.Ceiling;
import wse.measure.RunResult;

/**
 * What the terminal shows at the end of a run: header, tables, verdicts with their reasons. A pure function of the run;
 * any thread. Microseconds are "us": a JVM without a UTF-8 locale, as in a container, prints "µ" as a question mark.
 */
public final class TextReport {

    private static final String GAP = "  ";
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";

    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private TextReport(boolean colour) {
        this.colour = colour;
    }

    /** @param colour whether ANSI colours may be used, as on a terminal */
    public static String render(RunResult run, boolean colour) {
        TextReport report = new TextReport(colour);
        report.header(run);
        Tables.of(run).forEach(report::table);
        report.notes(run);
        return report.out.toString();
    }

    /** Where the run's files are: the last lines on the terminal. */
    public static String files(RunResult run, Path runDir) {
        TextReport report = new TextReport(false);
        report.line("  results   " + runDir.resolve(ReportFiles.RESULTS));
        report.line("  report    " + runDir.resolve(ReportFiles.HTML));
        run.gatlingReport()
                .ifPresent(path ->
                        report.line("  gatling   " + runDir.resolve(path).normalize()));
        return report.out.toString();
    }

    private void header(RunResult run) {
        line(paint(BOLD, Header.title(run)));
        Header.lines(run).forEach((name, value) -> line(String.format("  %-9s %s", name, value)));
        run.incomplete().ifPresent(why -> line(paint(RED, "  INCOMPLETE: " + why)));
        run.ceiling().ifPresent(this::ceiling);
    }

    private void ceiling(Ceiling ceiling) {
        line("");
        line(paint(BOLD, "Ceiling: " + CeilingText.of(ceiling)));
        ceiling.evidence().forEach(sentence -> line("  " + sentence));
    }

    private void table(Table given) {
        Table table = withHangingMarks(given);
        int[] widths = widths(table);
        line("");
        line(paint(BOLD, table.title()) + (table.note().isEmpty() ? "" : paint(DIM, " - " + table.note())));
        List<String> names = table.columns().stream().map(Table.Column::name).toList();
        line(paint(DIM, cells(table, names, widths)));
        for (Table.Row row : table.rows()) {
            line(paint(colourOf(row.mood()), cells(table, row.cells(), widths)));
        }
        table.legend().forEach(text -> line(paint(DIM, text)));
    }

    /** Figures stay aligned where some of a column carry marks: the others get as much space after them. */
    private static Table withHangingMarks(Table table) {
        int[] hang = IntStream.range(0, table.columns().size())
                .map(i -> table.rows().stream()
                        .mapToInt(row -> marks(row.cells().get(i)))
                        .max()
                        .orElse(0))
                .toArray();
        List<Table.Row> rows = table.rows().stream()
                .map(row -> new Table.Row(hung(row.cells(), hang), row.mood()))
                .toList();
        return new Table(table.title(), table.note(), table.columns(), rows, table.legend());
    }

    private static List<String> hung(List<String> cells, int[] hang) {
        return IntStream.range(0, hang.length)
                .mapToObj(i -> cells.get(i) + " ".repeat(hang[i] - marks(cells.get(i))))
                .toList();
    }

    private static int marks(String cell) {
        int end = cell.length();
        while (end > 0 && "?!".indexOf(cell.charAt(end - 1)) >= 0) {
            end--;
        }
        return cell.length() - end;
    }

    private static int[] widths(Table table) {
        return IntStream.range(0, table.columns().size())
                .map(i -> Math.max(
                        table.columns().get(i).name().length(),
                        table.rows().stream()
                                .mapToInt(row -> row.cells().get(i).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    private static String cells(Table table, List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            padded.add(table.columns().get(i).figure() ? space + cells.get(i) : cells.get(i) + space);
        }
        return String.join(GAP, padded).stripTrailing();
    }

    private void notes(RunResult run) {
        line("");
        List<TierNotes> notes = TierNotes.of(run);
        long valid = notes.stream().filter(TierNotes::isValid).count();
        line(paint(valid == notes.size() ? GREEN : RED, "Verdict: " + valid + " of " + notes.size() + " tiers VALID"));
        notes.stream().filter(TierNotes::saysSomething).forEach(this::note);
    }

    private void note(TierNotes tier) {
        line(paint(tier.isValid() ? "" : RED, tier.label() + ": " + tier.verdict()));
        tier.reasons().forEach(reason -> line("  because " + reason));
        tier.findings().forEach(finding -> line("  note: " + finding));
    }

    private static String colourOf(Table.Mood mood) {
        return switch (mood) {
            case GOOD -> "";
            case FAILURES -> YELLOW;
            case DOUBT -> RED;
        };
    }

    private String paint(String style, String text) {
        return colour && !style.isEmpty() ? style + text + RESET : text;
    }

    private void line(String text) {
        out.append(text.replace("µs", "us")).append('\n');
    }
}
