package wse.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.simpleflatmapper.lightningcsv.CsvParser;

/** Reads the file that {@code wse.users} names: CSV (RFC 4180) in UTF-8. Messages never show a value, which may be a secret. */
final class UserFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A first line with other names is probably a row of values. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final Path file;

    private UserFile(Path file) {
        this.file = file;
    }

    /**
     * The users in a file.
     *
     * @param reused whether connections beyond the last row begin again with the first one
     * @throws BadInputException if it is not a table whose first line names the columns
     */
    static Users read(Path file, boolean reused) {
        return new UserFile(file).read(reused);
    }

    private Users read(boolean reused) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return parse(in, reused);
        } catch (CharacterCodingException e) {
            throw refusal("must be text in UTF-8: it contains other bytes; convert it");
        } catch (IOException e) {
            throw refusal("must be a file that can be read (" + e + "); check the path and the permissions");
        }
    }

    /**
     * The users in a text.
     *
     * @param file its name, for messages
     */
    static Users parse(Path file, String text, boolean reused) {
        try {
            return new UserFile(file).parse(new StringReader(text), reused);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    private Users parse(Reader in, boolean reused) throws IOException {
        Iterator<String[]> lines = CsvParser.iterator(in);
        if (!lines.hasNext()) {
            throw refusal("must name its columns in the first line: it is empty; write the names into it");
        }
        List<String> columns = columns(lines.next());
        List<List<String>> rows = new ArrayList<>();
        while (lines.hasNext()) {
            String[] row = lines.next();
            if (!isBlank(row)) {
                rows.add(checked(row, columns, rows.size() + 1));
            }
        }
        if (rows.isEmpty()) {
            throw refusal("must have a row for each connection: it has only its first line; add rows");
        }
        return Users.of(columns, rows, reused);
    }

    private List<String> columns(String[] line) {
        List<String> columns = new ArrayList<>();
        for (String name : line) {
            columns.add(name.replace(BYTE_ORDER_MARK, "").strip());
        }
        boolean named = columns.stream().allMatch(name -> NAME.matcher(name).matches());
        if (!named) {
            throw refusal("must name its columns in the first line, each with letters, digits, hyphens and underscores,"
                    + " beginning with a letter; correct the first line, or add it");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw refusal(
                    "must have columns with different names: " + String.join(", ", columns) + "; rename one of them");
        }
        return columns;
    }

    /** A blank line has one empty value. */
    private static boolean isBlank(String[] row) {
        return row.length == 0 || row.length == 1 && row[0].isBlank();
    }

    private List<String> checked(String[] row, List<String> columns, int number) {
        if (row.length != columns.size()) {
            throw refusal("must have one value per column in each row: row " + number + " after the first line has "
                    + row.length + ", but there are " + columns.size()
                    + " columns; correct the row, and put values with commas in double quotes");
        }
        return List.of(row);
    }

    private BadInputException refusal(String rule) {
        return new BadInputException("wse.users=" + file + " " + rule);
    }
}
