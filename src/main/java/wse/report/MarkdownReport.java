package wse.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.measure.RunResult;

/** The same content as {@link TextReport}, as GitHub Markdown. A pure function of the run; any thread. */
public final class MarkdownReport {

    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    public static String render(RunResult run) {
        MarkdownReport report = new MarkdownReport();
        report.conclusion(run);
        Tables.of(run).forEach(report::table);
        report.details(run);
        report.config(run);
        return report.out.toString();
    }

    /** Another report in the same layout: its conclusion, then its tables. */
    static String render(String title, String answer, String about, List<String> details, List<Table> tables) {
        MarkdownReport report = new MarkdownReport();
        report.line("# " + escape(title));
        report.paragraph("**" + escape(answer) + "**");
        report.line(escape(about));
        report.line("");
        details.forEach(sentence -> report.line("- " + escape(sentence)));
        tables.forEach(report::table);
        return report.out.toString();
    }

    private void conclusion(RunResult run) {
        Conclusion conclusion = Conclusion.of(run);
        line("# " + escape(Header.title(run)) + ", " + escape(Header.target(run)));
        run.incomplete().ifPresent(why -> paragraph("**The run is INCOMPLETE:** " + escape(why) + "."));
        paragraph("**" + escape(conclusion.answer()) + "**");
        paragraph(escape(conclusion.verdict()));
        Stream.of(conclusion.evidence(), conclusion.causes(), conclusion.findings())
                .flatMap(List::stream)
                .forEach(sentence -> line("- " + escape(sentence)));
        if (!conclusion.remedy().isEmpty()) {
            paragraph(escape(conclusion.remedy()));
            conclusion.commands().forEach(command -> line("    " + command));
        }
    }

    private void paragraph(String text) {
        line("");
        line(text);
        line("");
    }

    private void details(RunResult run) {
        line("");
        line("## About this run");
        line("");
        Header.lines(run).forEach((name, value) -> line("- **" + name + "**: " + escape(value)));
        run.gatlingReport().ifPresent(path -> line("- **Gatling report**: " + escape(path)));
    }

    private void table(Table table) {
        line("");
        line("## " + escape(table.title()));
        line("");
        if (!table.note().isEmpty()) {
            line(escape(table.note()));
            line("");
        }
        row(table.columns().stream().map(Table.Column::name).toList());
        line(table.columns().stream()
                .map(column -> column.figure() ? "--:" : ":--")
                .collect(Collectors.joining(" | ", "| ", " |")));
        table.rows().forEach(row -> row(row.cells()));
        if (!table.legend().isEmpty()) {
            line("");
            table.legend().forEach(text -> line("- " + escape(text)));
        }
    }

    private void config(RunResult run) {
        line("");
        line("## Settings");
        line("");
        row(List.of("Setting", "Value"));
        line("| :-- | :-- |");
        run.config().forEach((name, value) -> row(List.of(name, value)));
    }

    private void row(List<String> cells) {
        line(cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Prevents names from outside (servers, settings) from becoming markup or breaking a table. */
    static String escape(String text) {
        return text.replaceAll("\\R", " ")
                .replaceAll("([\\\\`*\\[\\]|])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
