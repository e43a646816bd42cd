package wse.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The content of a table. The text, Markdown and HTML reports all print the same tables.
 *
 * @param note a line below the title that says how to read the table; may be empty
 * @param legend lines below the table that explain marks and notes in its cells
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

    /** Drops the columns that contain {@code blank} in every row. */
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

    /** @param figure whether its cells are figures, which are aligned right */
    record Column(String name, boolean figure) {}

    /** @param mood how the row is highlighted */
    record Row(List<String> cells, Mood mood) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    /** How a row is highlighted. */
    enum Mood {
        GOOD,
        /** The figures are valid, but not everything was OK. */
        FAILURES,
        /** The figures are in doubt. */
        DOUBT
    }
}
