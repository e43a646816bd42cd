package wse.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.config.Settings;
import wse.config.SuiteDefaults;
import wse.report.JsonReport;
import wse.report.TextReport;
import wse.run.live.Metric;

/**
 * The parts of a page that are copied from elsewhere. Between {@code <!-- include SOURCE -->} and {@code <!-- end -->}
 * is the content of the source:
 *
 * <ul>
 *   <li>{@code settings}: the table of settings, generated from the code;
 *   <li>{@code metrics}: the table of the metrics of a run, generated from the code;
 *   <li>{@code suite}: the table of the defaults in a suite, generated from the code;
 *   <li>{@code report DIRECTORY}: the console report of the results in this directory;
 *   <li>{@code FILE}: a whole file;
 *   <li>{@code FILE#NAME}: the lines between {@code // docs:begin NAME} and {@code // docs:end NAME} of a file.
 * </ul>
 */
final class Includes {

    private static final Pattern INCLUDE =
            Pattern.compile("(<!-- include (.+?) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private Includes() {}

    /** The page's text with the current content of each source. */
    static String refreshed(String page) {
        return INCLUDE.matcher(page)
                .replaceAll(part -> Matcher.quoteReplacement(part.group(1) + contentOf(part.group(2)) + part.group(3)));
    }

    /** The page's text without these parts. */
    static String without(String page) {
        return INCLUDE.matcher(page).replaceAll("");
    }

    /** The sources that a page names. */
    static List<String> sources(String page) {
        return INCLUDE.matcher(page)
                .results()
                .map((MatchResult part) -> part.group(2))
                .toList();
    }

    private static String contentOf(String source) {
        if (source.equals("settings")) {
            return Settings.describe();
        }
        if (source.equals("suite")) {
            return SuiteDefaults.describe();
        }
        if (source.equals("metrics")) {
            return Metric.describe();
        }
        if (source.startsWith("report ")) {
            Path results = Path.of(source.substring("report ".length()), "results.json");
            return fenced("text", TextReport.brief(JsonReport.parse(read(results)), false));
        }
        String[] fileAndName = source.split("#");
        String text = read(Path.of(fileAndName[0]));
        String language = fileAndName[0].replaceFirst(".*[.]", "");
        return fenced(language, fileAndName.length == 1 ? text : region(text, fileAndName[1]));
    }

    private static String fenced(String language, String text) {
        return "```" + language + "\n" + text.strip() + "\n```\n";
    }

    private static String region(String text, String name) {
        Matcher region = Pattern.compile(
                        "\n *// docs:begin " + Pattern.quote(name) + "\n(.*?)\n *// docs:end " + Pattern.quote(name),
                        Pattern.DOTALL)
                .matcher(text);
        if (!region.find()) {
            throw new IllegalArgumentException("the file has no region of this name: name=" + name);
        }
        return region.group(1).stripIndent();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
