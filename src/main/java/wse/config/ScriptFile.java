package wse.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file that describes the protocol of a server. What it says is checked by the protocol itself. Immutable.
 *
 * @param file its path
 * @param text its content
 */
public record ScriptFile(Path file, String text) {

    /** Far longer than any description. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Pattern VARIABLE = Pattern.compile("#\\{env\\.([A-Za-z_][A-Za-z0-9_]*)\\}");

    public ScriptFile {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
    }

    /** @throws IllegalArgumentException if the file cannot be read, is not UTF-8, or is far too long */
    static ScriptFile read(Path file) {
        try {
            Kind.require(Files.size(file) <= MOST_BYTES);
            return new ScriptFile(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a readable file", e);
        }
    }

    /** The name of the protocol in messages: that of the file, without its ending. */
    public String name() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The environment variables that the description names. */
    Set<String> variables() {
        return VARIABLE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
