package wse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import wse.measure.RunResult;

/**
 * A single HTML file with charts and the same tables as {@link TextReport}. The file is self-contained, and its content
 * security policy forbids all requests. A pure function of the run; any thread.
 */
public final class HtmlReport {

    private static final String HERE = "wse/report/";
    private static final String UPLOT_PROPERTIES = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String UPLOT = "META-INF/resources/webjars/uplot/";

    private HtmlReport() {}

    public static String render(RunResult run) {
        try {
            return page("report.html", content(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page of a comparison, with the charts of both sets in one. */
    static String render(Comparison comparison) {
        ComparisonWords words = new ComparisonWords(comparison);
        Map<String, Object> content = new HashMap<>();
        content.put("title", ComparisonWords.title());
        content.put("answer", words.answer());
        content.put("sides", words.sides());
        content.put("details", words.details());
        content.put("isGood", comparison.isConclusive() && !comparison.isWorse());
        content.put("tables", words.tables());
        try {
            addCharts(content, ComparisonCharts.of(comparison));
            return page("compare.html", content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(String template, Map<String, Object> content) throws IOException {
        PebbleEngine engine = new PebbleEngine.Builder()
                .loader(new ClasspathLoader(HtmlReport.class.getClassLoader()))
                .strictVariables(true)
                .cacheActive(false)
                .defaultLocale(Locale.ROOT)
                .build();
        StringWriter page = new StringWriter();
        engine.getTemplate(HERE + template).evaluate(page, content);
        return page.toString();
    }

    private static Map<String, Object> content(RunResult run) throws IOException {
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
        addCharts(content, Charts.of(run));
        return content;
    }

    /** The charts, and what every page needs to draw them. */
    private static void addCharts(Map<String, Object> content, List<Chart> charts) throws IOException {
        content.put("charts", charts);
        content.put("chartData", inScript(charts));
        content.put("style", resource(HERE + "report.css"));
        content.put("script", resource(HERE + "report.js"));
        addUplot(content);
    }

    /** Escapes the JSON so that it cannot end the script element around it. */
    private static String inScript(List<Chart> charts) throws JsonProcessingException {
        return JsonReport.MAPPER.writeValueAsString(charts).replace("<", "\\u003c");
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

    private static void addUplot(Map<String, Object> content) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(resource(UPLOT_PROPERTIES)));
        String dist = UPLOT + properties.getProperty("version") + "/dist/";
        content.put("uplotScript", resource(dist + "uPlot.iife.min.js"));
        content.put("uplotStyle", resource(dist + "uPlot.min.css"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the class path must contain " + name + ": it is missing; build the jar again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
