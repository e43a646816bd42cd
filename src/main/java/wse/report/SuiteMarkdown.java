package wse.report;

import static wse.report.Markdown.escape;

import java.util.List;

/** A suite's document as GitHub Markdown. A pure function of its content; any thread. */
final class SuiteMarkdown {

    private final Markdown out = new Markdown();

    private SuiteMarkdown() {}

    static String render(SuiteDocument document) {
        SuiteMarkdown suite = new SuiteMarkdown();
        suite.out.heading(1, document.title());
        suite.out.paragraph(document.about());
        document.circumstances().forEach(suite.out::paragraph);
        suite.out.paragraph(
                "The columns marked \"published\" were not measured here. The authors of wse-server have published them: "
                        + document.published() + "; machine: "
                        + Published.figures().machine() + ".");
        suite.takeaways(document.takeaways());
        suite.leftOut(document.leftOut());
        document.sections().forEach(suite::section);
        suite.reproduce(document);
        return suite.out.toString();
    }

    private void takeaways(List<Takeaway> takeaways) {
        if (!takeaways.isEmpty()) {
            out.heading(2, "Takeaways");
            takeaways.forEach(takeaway ->
                    out.line("- " + escape(takeaway.sentence()) + " ([figures](#" + takeaway.tableAnchor() + "))"));
        }
    }

    private void leftOut(List<String> items) {
        if (!items.isEmpty()) {
            out.heading(2, "What was left out");
            out.items(items);
        }
    }

    private void section(SuiteSections.Section section) {
        out.anchor(section.anchor());
        out.heading(2, section.title());
        section.answer().forEach(out::paragraph);
        section.tables().stream().limit(1).forEach(table -> out.anchor(SuiteSections.tableAnchor(section.anchor())));
        section.tables().forEach(table -> out.table(3, table));
    }

    private void reproduce(SuiteDocument document) {
        out.heading(2, "How to reproduce it");
        out.line("```sh");
        document.commands().forEach(out::line);
        out.line("```");
    }
}
