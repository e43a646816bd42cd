package wse.report;

import java.util.List;
import java.util.stream.Stream;
import wse.measure.RunResult;

/** The same content as {@link TextReport}, as GitHub Markdown. A pure function of the run; any thread. */
public final class MarkdownReport {

    private final Markdown out = new Markdown();

    private MarkdownReport() {}

    public static String render(RunResult run) {
        MarkdownReport report = new MarkdownReport();
        report.conclusion(run);
        Tables.of(run).forEach(table -> report.out.table(2, table));
        report.details(run);
        report.config(run);
        return report.out.toString();
    }

    /** Another report in the same layout: its conclusion, then its tables. */
    static String render(String title, String answer, String about, List<String> details, List<Table> tables) {
        Markdown out = new Markdown();
        out.heading(1, title);
        out.bold(answer);
        out.paragraph(about);
        out.items(details);
        tables.forEach(table -> out.table(2, table));
        return out.toString();
    }

    private void conclusion(RunResult run) {
        Conclusion conclusion = Conclusion.of(run);
        out.heading(1, Header.title(run) + ", " + Header.target(run));
        run.incomplete().ifPresent(why -> out.markup("**The run is INCOMPLETE:** " + Markdown.escape(why) + "."));
        out.bold(conclusion.answer());
        out.paragraph(conclusion.verdict());
        out.items(Stream.of(conclusion.evidence(), conclusion.causes(), conclusion.findings())
                .flatMap(List::stream)
                .toList());
        if (!conclusion.remedy().isEmpty()) {
            out.line("");
            out.paragraph(conclusion.remedy());
            conclusion.commands().forEach(command -> out.line("    " + command));
        }
    }

    private void details(RunResult run) {
        out.heading(2, "About this run");
        Header.lines(run).forEach((name, value) -> out.line("- **" + name + "**: " + Markdown.escape(value)));
        run.gatlingReport().ifPresent(path -> out.line("- **Gatling report**: " + Markdown.escape(path)));
    }

    private void config(RunResult run) {
        out.heading(2, "Settings");
        out.columns(List.of(new Table.Column("Setting", false), new Table.Column("Value", false)));
        run.config().forEach((name, value) -> out.row(List.of(name, value)));
    }
}
