package wse.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of the report before it takes a form: the text, Markdown and HTML reports print the same ones.
 *
 * @param note a line under the title that says how to read it; may be empty
 * @param legend lines below the table, on marks and notes in its cells
 */
record Table(String title, String note, List<Column> columns, List<Row> rows, List<String> legend) {

    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        legend = List.copyOf(legend);
    }

    /** Without a legend. */
    Table(String title, String note, List<Column> columns, List<Row> rows) {
        this(title, note, columns, rows, List.of());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Without the columns that have {@code blank} in every row. */
    Table without(String blank) {
        int[] kept = IntStream.range(0, columns.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.cells().get(i).equals(blank)))
                .toArray();
        List<Row> narrowed = rows.stream()
                .map(row ->
                        new Row(IntStream.of(kept).mapToObj(row.cells()::get).toList(), row.mood()))
                .toList();
        return new Table(title, note, IntStream.of(kept).mapToObj(columns::get).toList(), narrowed, legend);
    }

    /** @param figure whether its cells are figures, aligned right */
    record Column(String name, boolean figure) {}

    /** @param mood how the row is to be looked at */
    record Row(List<String> cells, Mood mood) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    /** How a row is to be looked at. */
    enum Mood {
        GOOD,
        /** The figures stand, but not everything was OK. */
        FAILURES,
        /** The figures are in doubt. */
        DOUBT
    }
}
