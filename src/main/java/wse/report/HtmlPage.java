package wse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import wse.text.Words;

/**
 * Renders a template of this package into a self-contained page, with the style, the script and the data of its charts.
 * Pebble escapes everything that a template prints. Stateless.
 */
final class HtmlPage {

    private static final String HERE = "wse/report/";
    private static final String UPLOT_PROPERTIES = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String UPLOT = "META-INF/resources/webjars/uplot/";

    /** For sentences: keeps numbers and their units on one line. */
    private static final Filter UNBROKEN = new Filter() {
        @Override
        public List<String> getArgumentNames() {
            return List.of();
        }

        @Override
        public Object apply(
                Object text,
                Map<String, Object> arguments,
                PebbleTemplate template,
                EvaluationContext context,
                int line) {
            return Words.unbroken(String.valueOf(text));
        }
    };

    private static final Extension FILTERS = new AbstractExtension() {
        @Override
        public Map<String, Filter> getFilters() {
            return Map.of("unbroken", UNBROKEN);
        }
    };

    private HtmlPage() {}

    /** @param charts by their number in the template */
    static String render(String template, Map<String, Object> variables, List<Chart> charts) {
        Map<String, Object> content = new HashMap<>(variables);
        PebbleEngine engine = new PebbleEngine.Builder()
                .loader(new ClasspathLoader(HtmlPage.class.getClassLoader()))
                .extension(FILTERS)
                .strictVariables(true)
                .cacheActive(false)
                .defaultLocale(Locale.ROOT)
                .build();
        StringWriter page = new StringWriter();
        try {
            content.put("charts", charts);
            content.put("chartData", inScript(charts));
            content.put("style", Resources.text(HERE + "report.css"));
            content.put("script", Resources.text(HERE + "report.js"));
            addUplot(content);
            engine.getTemplate(HERE + template).evaluate(page, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    /** Escapes the JSON so that it cannot end the script element around it. */
    private static String inScript(List<Chart> charts) throws JsonProcessingException {
        return JsonReport.MAPPER.writeValueAsString(charts).replace("<", "\\u003c");
    }

    private static void addUplot(Map<String, Object> content) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Resources.text(UPLOT_PROPERTIES)));
        String dist = UPLOT + properties.getProperty("version") + "/dist/";
        content.put("uplotScript", Resources.text(dist + "uPlot.iife.min.js"));
        content.put("uplotStyle", Resources.text(dist + "uPlot.min.css"));
    }
}
