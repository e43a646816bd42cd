package wse.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wse.measure.RunResult;

/**
 * A single HTML file with charts and the same tables as {@link TextReport}. The file is self-contained, and its content
 * security policy forbids all requests. A pure function of the run; any thread.
 */
public final class HtmlReport {

    private HtmlReport() {}

    public static String render(RunResult run) {
        return HtmlPage.render("report.html", content(run), Charts.of(run));
    }

    /** The page of a comparison, with the charts of both sets in one. */
    static String render(Comparison comparison) {
        ComparisonWords words = new ComparisonWords(comparison);
        List<Chart> charts = ComparisonCharts.of(comparison);
        int shown = Math.min(charts.size(), ComparisonCharts.MOST_CHARTS);
        List<String> details = new ArrayList<>(words.details());
        if (shown < charts.size()) {
            details.add("The page shows the charts of the first " + shown + " tiers; those of the other "
                    + (charts.size() - shown) + " are left out.");
        }
        Map<String, Object> content = new HashMap<>();
        content.put("title", ComparisonWords.title());
        content.put("answer", words.answer());
        content.put("sides", words.sides());
        content.put("details", details);
        content.put("isGood", comparison.isConclusive() && !comparison.isWorse());
        content.put("tables", words.tables());
        return HtmlPage.render("compare.html", content, charts.subList(0, shown));
    }

    /** The page of a list of runs, with their trends. */
    static String render(RunHistory history) {
        Map<String, Object> content = new HashMap<>();
        content.put("title", RunHistory.title());
        content.put("answer", history.answer());
        content.put("sides", history.about());
        content.put("details", history.unreadable());
        content.put("isGood", history.unreadable().isEmpty());
        content.put("tables", List.of(history.table()));
        return HtmlPage.render("compare.html", content, history.charts());
    }

    private static Map<String, Object> content(RunResult run) {
        Map<String, Object> content = new HashMap<>();
        content.put("run", run);
        content.put("title", Header.title(run));
        content.put("target", Header.target(run));
        content.put("header", Header.lines(run));
        content.put("incomplete", run.incomplete().orElse(""));
        content.put("heroes", Hero.of(run));
        content.put("conclusion", Conclusion.of(run));
        content.put("glossary", Glossary.of(run));
        content.put("bars", Bars.of(run));
        content.put("matrices", Matrix.of(run));
        content.put("tables", Tables.besidesMatrices(run));
        content.put("timeTables", TimeTables.of(run));
        content.put(
                "gatlingReport", run.gatlingReport().map(HtmlReport::linkable).orElse(""));
        return content;
    }

    /** Accepts only a path, not a URL with a scheme, which a results file from elsewhere might contain. */
    private static String linkable(String path) {
        return path.contains(":") ? "" : percentEncoded(path);
    }

    /** For links to directories whose names contain a space, {@code %} or {@code #}. */
    private static String percentEncoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException neverEndsUpInALink) {
            return "";
        }
    }
}
