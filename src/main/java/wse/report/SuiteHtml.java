package wse.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A suite's document as a single HTML file, with the same tables as {@link SuiteMarkdown} and with charts. Like
 * {@link HtmlReport}, it is self-contained. A pure function of its content; any thread.
 */
final class SuiteHtml {

    private SuiteHtml() {}

    /** A section whose charts are numbered through the whole page. */
    record Part(SuiteSections.Section section, List<Integer> charts) {}

    static String render(SuiteDocument document) {
        List<Chart> charts = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (SuiteSections.Section section : document.sections()) {
            List<Integer> numbers = new ArrayList<>();
            for (Chart chart : section.charts()) {
                numbers.add(charts.size());
                charts.add(chart);
            }
            parts.add(new Part(section, numbers));
        }
        Map<String, Object> content = new HashMap<>();
        content.put("document", document);
        content.put("machine", Published.figures().machine());
        content.put("suiteStyle", Resources.text("wse/report/suite.css"));
        content.put("parts", parts);
        content.put("verdictColumn", SuiteTable.VERDICT);
        content.put("notRun", SuiteTable.NOT_RUN);
        return HtmlPage.render("suite.html", content, charts);
    }
}
