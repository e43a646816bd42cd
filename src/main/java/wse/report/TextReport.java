package wse.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import wse.config.Thresholds;
import wse.measure.RunResult;
import wse.text.Words;

/**
 * The results as text: first the answer and its verdict, then the tables. A pure function of the run; any thread. Microseconds are written as "us", because a JVM without a UTF-8 locale, as in a container, prints
 * "µ" as a question mark.
 */
public final class TextReport {

    /** Characters per line of prose; tables may be wider. */
    private static final int WIDTH = 100;

    private static final String BULLET = "  - ";
    private static final String INDENT = "    ";
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
        report.conclusion(run);
        Tables.of(run).forEach(report::table);
        report.details(run);
        return report.out.toString();
    }

    /**
     * The end of a run on the terminal: the answer and its verdict, the main table, and the failures if there are any. It fits
     * on one screen.
     *
     * @param colour as in {@link #render(RunResult, boolean)}
     */
    public static String brief(RunResult run, boolean colour) {
        TextReport report = new TextReport(colour);
        report.conclusion(run);
        Tables.main(run).forEach(report::table);
        return report.out.toString();
    }

    /**
     * Another report in the same layout: its conclusion, then its tables.
     *
     * @param answer the conclusion in one or two sentences
     * @param about what the report is about
     */
    static String render(
            String title, String answer, String about, List<String> details, List<Table> tables, boolean colour) {
        TextReport report = new TextReport(colour);
        report.line(report.paint(BOLD, title));
        report.line("");
        report.paragraph(BOLD, answer);
        report.paragraph("", about);
        details.forEach(report::item);
        tables.forEach(report::table);
        return report.out.toString();
    }

    /** The locations of the run's files: the last lines on the terminal. */
    public static String files(RunResult run, Path runDir) {
        TextReport report = new TextReport(false);
        report.line("  all tables  " + runDir.resolve(ReportFiles.MARKDOWN));
        report.line("  all data    " + runDir.resolve(ReportFiles.RESULTS));
        run.gatlingReport()
                .ifPresent(path ->
                        report.line("  gatling     " + runDir.resolve(path).normalize()));
        report.line("");
        report.line("Open the report: "
                + runDir.resolve(ReportFiles.HTML).toAbsolutePath().normalize().toUri());
        return report.out.toString();
    }

    /**
     * Explains the summary that Gatling prints before the result of the run: it belongs to Gatling's own report, and it
     * counts more requests than the tables, because some of them only carry a result of the run. Empty if there is no
     * such report.
     */
    public static String afterGatlingsSummary(RunResult run) {
        TextReport report = new TextReport(false);
        run.gatlingReport()
                .ifPresent(path ->
                        report.paragraph("", "[wse] Above: the summary of Gatling's own report" + ownRequests(run)));
        return report.out.toString();
    }

    private static String ownRequests(RunResult run) {
        List<String> names = new ArrayList<>();
        if (run.test().isPlanned()) {
            names.add("run verdict");
            run.connectionLimit().ifPresent(limit -> names.add("connection limit"));
            names.addAll(Thresholds.rules(run.config()));
        }
        String quoted = Words.and(names.stream().map(name -> '"' + name + '"').toList());
        return switch (names.size()) {
            case 0 -> ".";
            case 1 -> "; its request " + quoted + " sends nothing.";
            default -> "; its requests " + quoted + " send nothing.";
        };
    }

    /** The first screen: what was tested, the answer, and whether it can be trusted. */
    private void conclusion(RunResult run) {
        Conclusion conclusion = Conclusion.of(run);
        line(paint(BOLD, Header.title(run) + ", " + Header.target(run)));
        line("");
        run.incomplete().ifPresent(why -> paragraph(RED, "The run is INCOMPLETE: " + why + "."));
        paragraph(BOLD, conclusion.answer());
        paragraph(conclusion.isValid() ? GREEN : RED, conclusion.verdict());
        conclusion.evidence().forEach(this::item);
        conclusion.causes().forEach(this::item);
        conclusion.findings().forEach(this::item);
        if (!conclusion.remedy().isEmpty()) {
            paragraph("", conclusion.remedy());
            conclusion.commands().forEach(command -> line("    " + command));
        }
    }

    private void paragraph(String style, String text) {
        wrapped(text, WIDTH).forEach(part -> line(paint(style, part)));
    }

    /** Keeps numbers and their units on one line. */
    private static List<String> wrapped(String text, int width) {
        return Words.wrapped(Words.unbroken(text), width).stream()
                .map(Words::plain)
                .toList();
    }

    private void item(String text) {
        List<String> parts = wrapped(text, WIDTH - INDENT.length());
        line(BULLET + parts.get(0));
        parts.subList(1, parts.size()).forEach(part -> line(INDENT + part));
    }

    /** How the figures were measured. This comes last, because most readers never need it. */
    private void details(RunResult run) {
        line("");
        line(paint(BOLD, "About this run"));
        Header.lines(run).forEach((name, value) -> line(String.format(Locale.ROOT, "  %-9s %s", name, value)));
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

    /** Keeps figures aligned in columns where some have marks, by adding the same space after the others. */
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
