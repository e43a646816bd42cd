package wse.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes GitHub Markdown. Titles, cells and paragraphs are escaped; lines are not. Confined to one thread. */
final class Markdown {

    private final StringBuilder out = new StringBuilder();

    /** Adds a line as it is. */
    void line(String markup) {
        out.append(markup).append('\n');
    }

    /**
     * Adds a heading.
     *
     * @param level 1 for the title of the page
     */
    void heading(int level, String text) {
        blankLine();
        line("#".repeat(level) + " " + escape(text));
        line("");
    }

    /** Adds an anchor for links, before a heading or a table. */
    void anchor(String id) {
        blankLine();
        line("<a id=\"" + id + "\"></a>");
    }

    /** Separates what follows from what precedes it. */
    private void blankLine() {
        if (out.length() > 0 && !out.substring(Math.max(0, out.length() - 2)).equals("\n\n")) {
            line("");
        }
    }

    void paragraph(String text) {
        markup(escape(text));
    }

    void bold(String text) {
        markup("**" + escape(text) + "**");
    }

    /** Adds a paragraph that has been escaped. */
    void markup(String paragraph) {
        line(paragraph);
        line("");
    }

    void items(List<String> texts) {
        texts.forEach(text -> line("- " + escape(text)));
    }

    /** Adds a table with its title, its note and its legend. */
    void table(int level, Table table) {
        heading(level, table.title());
        if (!table.note().isEmpty()) {
            paragraph(table.note());
        }
        columns(table.columns());
        table.rows().forEach(row -> row(row.cells()));
        if (!table.legend().isEmpty()) {
            line("");
            items(table.legend());
        }
    }

    /** Adds the head of a table; {@link #row} adds its rows. */
    void columns(List<Table.Column> columns) {
        row(columns.stream().map(Table.Column::name).toList());
        line(columns.stream()
                .map(column -> column.figure() ? "--:" : ":--")
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    void row(List<String> cells) {
        line(cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Prevents names from outside (servers, settings) from becoming markup or breaking a table. */
    static String escape(String text) {
        return text.replaceAll("\\R", " ")
                .replaceAll("([\\\\`*\\[\\]|])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
