package wse.report;

import java.util.List;
import java.util.stream.Collectors;
import wse.measure.Ceiling;
import wse.measure.RunResult;

/** The same content as {@link TextReport}, as GitHub Markdown. A pure function of the run; any thread. */
public final class MarkdownReport {

    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    public static String render(RunResult run) {
        MarkdownReport report = new MarkdownReport();
        report.header(run);
        run.ceiling().ifPresent(report::ceiling);
        report.notes(run);
        Tables.of(run).forEach(report::table);
        report.config(run);
        return report.out.toString();
    }

    private void header(RunResult run) {
        line("# " + escape(Header.title(run)));
        line("");
        Header.lines(run).forEach((name, value) -> line("- **" + name + "**: " + escape(value)));
        run.gatlingReport().ifPresent(path -> line("- **Gatling report**: " + escape(path)));
        run.incomplete().ifPresent(why -> line("- **INCOMPLETE**: " + escape(why)));
    }

    private void ceiling(Ceiling ceiling) {
        line("");
        line("**Ceiling: " + escape(CeilingText.of(ceiling)) + "**");
        line("");
        ceiling.evidence().forEach(sentence -> line("- " + escape(sentence)));
    }

    private void notes(RunResult run) {
        List<TierNotes> notes = TierNotes.of(run);
        long valid = notes.stream().filter(TierNotes::isValid).count();
        line("");
        line("**Verdict: " + valid + " of " + notes.size() + " tiers VALID**");
        line("");
        for (TierNotes tier : notes) {
            tier.reasons()
                    .forEach(reason -> line("- " + tier.label() + ": **" + tier.verdict() + "**, " + escape(reason)));
            tier.findings().forEach(finding -> line("- " + tier.label() + ": " + escape(finding)));
        }
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

    /** Keeps what others named (servers, settings) from becoming markup or breaking a table. */
    private static String escape(String text) {
        return text.replaceAll("\\R", " ")
                .replaceAll("([\\\\`*\\[\\]|])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
