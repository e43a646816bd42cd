package wse.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.measure.RunResult;
import wse.text.Units;

/** The tables of a run as files that a spreadsheet can open (RFC 4180): one for each table. Pure. */
public final class CsvReport {

    /** The directory of the files, in the directory of a run. */
    public static final String DIRECTORY = "csv";

    private static final String LINE_END = "\r\n";

    /** A spreadsheet takes such text for a formula, and may run it. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    /** A number or a range, as in {@code -1.5 to +2.3 %}: it may begin like a formula, but is none. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,]*( to [+-]?[0-9][0-9.,]*)?( .{1,3})?");

    private CsvReport() {}

    /** The content of each file, by its name: the tables of the report, and those of the page's charts. */
    public static Map<String, String> render(RunResult run) {
        Stream<Table> ofCharts =
                Charts.of(run).stream().filter(chart -> !chart.isOverTime()).map(Chart::table);
        return render(Stream.of(Tables.of(run).stream(), ofCharts, TimeTables.alone(run).stream())
                .flatMap(Function.identity())
                .toList());
    }

    static Map<String, String> render(List<Table> tables) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Table table : tables) {
            String name = name(table.title());
            int number = 2;
            while (files.containsKey(name + ".csv")) {
                name = name(table.title()) + "-" + number++;
            }
            files.put(name + ".csv", text(table));
        }
        return files;
    }

    private static String name(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** The content of one file. */
    static String text(Table table) {
        StringBuilder text = new StringBuilder();
        text.append(line(table.columns().stream().map(Table.Column::name).toList()));
        table.rows().forEach(row -> text.append(line(row.cells())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvReport::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    /** Empty for a figure that does not apply. An apostrophe makes a spreadsheet take the cell for text. */
    static String cell(String text) {
        if (text.equals(Units.NONE)) {
            return "";
        }
        boolean isFormula =
                FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
        String safe = isFormula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
