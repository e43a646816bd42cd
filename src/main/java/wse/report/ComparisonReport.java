package wse.report;

import java.io.IOException;
import java.nio.file.Path;

/** A comparison as text, Markdown and HTML: first the conclusion, then the tables. Pure, except for {@link #write}. */
public final class ComparisonReport {

    public static final String MARKDOWN = "compare.md";
    public static final String HTML = "compare.html";
    static final String CSV = "compare.csv";

    private ComparisonReport() {}

    /** @param colour whether ANSI colours may be used, as on a terminal */
    public static String text(Comparison comparison, boolean colour) {
        ComparisonWords words = new ComparisonWords(comparison);
        return TextReport.render(
                ComparisonWords.title(), words.answer(), words.sides(), words.details(), words.tables(), colour);
    }

    /** For a pull request. */
    public static String markdown(Comparison comparison) {
        ComparisonWords words = new ComparisonWords(comparison);
        return MarkdownReport.render(
                ComparisonWords.title(), words.answer(), words.sides(), words.details(), words.tables());
    }

    /** A single file with charts of both sets. */
    public static String html(Comparison comparison) {
        return HtmlReport.render(comparison);
    }

    /** The conclusion in one or two sentences. */
    public static String answer(Comparison comparison) {
        return new ComparisonWords(comparison).answer();
    }

    /**
     * Writes the Markdown, the HTML page and the tables as CSV.
     *
     * @param directory is created if it does not exist
     */
    public static void write(Comparison comparison, Path directory) throws IOException {
        ReportFiles.write(directory, MARKDOWN, markdown(comparison));
        ReportFiles.write(directory, HTML, html(comparison));
        ReportFiles.write(directory, CSV, CsvReport.text(new ComparisonWords(comparison).allInOne()));
    }
}
