package wse.report;

import java.util.List;
import java.util.stream.Collectors;

/** A suite's document as GitHub Markdown. A pure function of its content; any thread. */
final class SuiteMarkdown {

    private final StringBuilder out = new StringBuilder();

    private SuiteMarkdown() {}

    static String render(SuiteDocument document) {
        SuiteMarkdown markdown = new SuiteMarkdown();
        markdown.line("# " + escape(document.title()));
        markdown.paragraph(escape(document.about()));
        markdown.paragraph(
                "The columns marked \"published\" were not measured here. Their source: " + escape(document.published())
                        + "; machine: " + escape(Published.figures().machine()) + ".");
        markdown.takeaways(document.takeaways());
        markdown.list(
                "What was left out",
                document.leftOut().stream().map(SuiteMarkdown::escape).toList());
        document.sections().forEach(markdown::section);
        markdown.reproduce(document);
        return markdown.out.toString();
    }

    private void takeaways(List<Takeaway> takeaways) {
        list(
                "Takeaways",
                takeaways.stream()
                        .map(takeaway -> escape(takeaway.sentence()) + " ([figures](#" + takeaway.anchor() + "))")
                        .toList());
    }

    /** @param items that have been escaped */
    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            line("");
            line("## " + title);
            line("");
            items.forEach(item -> line("- " + item));
        }
    }

    private void section(SuiteSections.Section section) {
        line("");
        line("<a id=\"" + section.anchor() + "\"></a>");
        line("");
        line("## " + escape(section.title()));
        section.answer().forEach(sentence -> paragraph(escape(sentence)));
        section.tables().forEach(this::table);
    }

    private void table(Table table) {
        line("");
        line("### " + escape(table.title()));
        if (!table.note().isEmpty()) {
            paragraph(escape(table.note()));
        }
        line("");
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

    private void reproduce(SuiteDocument document) {
        line("");
        line("## How to reproduce it");
        line("");
        line("```sh");
        document.commands().forEach(this::line);
        line("```");
        line("");
        row(List.of("Test", "Simulation", "Engine", "Started", "Tiers"));
        line("| :-- | :-- | :-- | :-- | --: |");
        document.runs()
                .forEach(run -> row(List.of(
                        run.title(), run.simulation(), run.engine(), run.started(), String.valueOf(run.tiers()))));
    }

    private void row(List<String> cells) {
        line(cells.stream().map(SuiteMarkdown::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String escape(String text) {
        return MarkdownReport.escape(text);
    }

    private void paragraph(String text) {
        line("");
        line(text);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
