package wse.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.simpleflatmapper.lightningcsv.CsvParser;
import org.simpleflatmapper.lightningcsv.CsvWriter;
import wse.text.Mask;

/**
 * The identities of a run's connections, from the file that {@code wse.users} names. The connection with index {@code n}
 * within its tier, counted over all processes, has the values of row {@code n}; the first row has the number 0. Immutable
 * and thread-safe. Values may be secrets, so they are never printed.
 *
 * <p>A dialect looks up its columns once and reads their values for each connection:
 *
 * <pre>{@code
 * int name = users.column("name");
 * String own = users.value(user, name);
 * }</pre>
 */
public final class Users {

    /** No file was given: there are no columns and no rows. */
    public static final Users NONE = new Users(List.of(), new String[0][], false);

    private final List<String> columns;
    /** Rows that belong to other processes are null. */
    private final String[][] rows;

    private final boolean reused;

    private Users(List<String> columns, String[][] rows, boolean reused) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.reused = reused;
    }

    /**
     * Users from a table.
     *
     * @param columns names of the columns
     * @param rows one list of values per user, in the order of the columns
     * @param reused whether connections beyond the last row begin again with the first one
     */
    public static Users of(List<String> columns, List<List<String>> rows, boolean reused) {
        return new Users(
                columns, rows.stream().map(row -> row.toArray(new String[0])).toArray(String[][]::new), reused);
    }

    /** Whether the run has no file of users. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return columns;
    }

    /** Number of rows in the file, without its header. */
    public int count() {
        return rows.length;
    }

    /** Whether connections beyond the last row begin again with the first one. */
    public boolean areReused() {
        return reused;
    }

    /** Whether there is a column with this name. */
    public boolean has(String column) {
        return columns.contains(column);
    }

    /**
     * The position of a column, for {@link #value}.
     *
     * @throws IllegalArgumentException if there is no such column; the message lists those that exist
     */
    public int column(String name) {
        if (isEmpty()) {
            throw new IllegalArgumentException(
                    "the column " + name + " needs a file of users, but there is none; give wse.users");
        }
        if (!has(name)) {
            throw new IllegalArgumentException("wse.users must have the column " + name + ": its columns are "
                    + String.join(", ", columns) + "; correct the name, or add the column to the first line");
        }
        return columns.indexOf(name);
    }

    /**
     * A value of a connection's row. Does not allocate.
     *
     * @param user index of the connection within its tier, as in {@code Dialect.openingRequest}
     * @param column position of the column, from {@link #column}
     * @throws IllegalArgumentException if the connection has no row, or belongs to another process
     */
    public String value(int user, int column) {
        int row = reused ? user % rows.length : user;
        if (row >= rows.length || rows[row] == null) {
            throw new IllegalArgumentException(
                    "each connection must have a row of wse.users in its process: connection=" + user + ", rows="
                            + rows.length);
        }
        return rows[row][column];
    }

    /**
     * Checks all values of a column that this process has.
     *
     * @param column position of the column, from {@link #column}
     * @param rule what each value must be, such as "must not be empty"
     * @throws IllegalArgumentException with the number of the first row that breaks the rule, but without its value
     */
    public void requireAll(int column, Predicate<String> allowed, String rule) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] != null && !allowed.test(rows[row][column])) {
                throw new IllegalArgumentException("each value of the column " + columns.get(column) + " of wse.users "
                        + rule + ": row " + (row + 1) + " after the first line; correct it");
            }
        }
    }

    /** All values of the columns whose names are those of secrets, in all rows of this process. */
    public Stream<String> secrets() {
        int[] secret = IntStream.range(0, columns.size())
                .filter(column -> Mask.isSecretName(columns.get(column)))
                .toArray();
        return Arrays.stream(rows)
                .filter(Objects::nonNull)
                .flatMap(row -> Arrays.stream(secret).mapToObj(column -> row[column]));
    }

    /**
     * The rows that one process needs: its own, and the first one, from which it builds the first request. All rows remain
     * if they are reused, because any process may then need any of them.
     *
     * @param member index of the process, from 0; it carries out every {@code members}-th connection, beginning with this one
     * @param connections number of connections of the largest tier, over all processes
     */
    public Users part(int member, int members, int connections) {
        if (reused && connections > rows.length) {
            return this;
        }
        String[][] own = new String[rows.length][];
        for (int row = member; row < Math.min(connections, rows.length); row += members) {
            own[row] = rows[row];
        }
        if (rows.length > 0) {
            own[0] = rows[0];
        }
        return new Users(columns, own, reused);
    }

    /** An estimate of the memory that the rows of this process take, in bytes. */
    public long bytes() {
        long perValue = 56;
        return Arrays.stream(rows)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .mapToLong(value -> perValue + value.length())
                .sum();
    }

    /** The rows of this process as text, for {@link #read}. It contains secrets and must not be printed. */
    public String write() {
        StringBuilder text = new StringBuilder();
        try {
            CsvWriter out = CsvWriter.dsl().to(text);
            out.appendRow(columns);
            out.appendRow(String.valueOf(rows.length), String.valueOf(reused));
            for (int row = 0; row < rows.length; row++) {
                if (rows[row] != null) {
                    out.appendCell(String.valueOf(row));
                    for (String value : rows[row]) {
                        out.appendCell(value);
                    }
                    out.endOfRow();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a string cannot fail", e);
        }
        return text.toString();
    }

    /** Reads what {@link #write} has written. */
    public static Users read(String text) {
        try {
            Iterator<String[]> in = CsvParser.iterator(text);
            List<String> columns = List.of(in.next());
            String[] size = in.next();
            String[][] rows = new String[Integer.parseInt(size[0])][];
            while (in.hasNext()) {
                String[] row = in.next();
                rows[Integer.parseInt(row[0])] = Arrays.copyOfRange(row, 1, row.length);
            }
            return new Users(columns, rows, Boolean.parseBoolean(size[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Users users
                && columns.equals(users.columns)
                && Arrays.deepEquals(rows, users.rows)
                && reused == users.reused;
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + rows.length;
    }

    /** Only the size; never a value. */
    @Override
    public String toString() {
        return isEmpty() ? "no users" : rows.length + " users, columns " + columns;
    }
}
