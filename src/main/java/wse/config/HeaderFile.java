package wse.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import wse.text.Mask;

/**
 * The headers that {@code wse.headers} adds to the upgrade request. They may be secrets, so they are not printed. Immutable.
 *
 * @param headers by name; names are not case-sensitive
 */
record HeaderFile(Path file, Map<String, String> headers) {

    /** Far longer than the headers that servers accept. */
    private static final int MOST_BYTES = 1 << 16;

    private static final String COMMENT = "#";

    HeaderFile {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    /**
     * Reads a file: one header per line, as in {@code X-Room: lobby}. Empty lines, and lines that begin with {@code #}, are
     * left out.
     *
     * @throws IllegalArgumentException if the file cannot be read, is too long, or has no header
     * @throws BadInputException if a line is malformed, with its line and column, or if everybody can read a secret in it
     */
    static HeaderFile read(Path file) {
        try {
            Kind.require(Files.size(file) <= MOST_BYTES);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Line here = new Line(file, ++number, line);
                if (!line.isBlank() && !line.startsWith(COMMENT) && headers.put(here.name(), here.value()) != null) {
                    throw here.refused(0, "each header must be given only once: " + here.name() + "; join its values");
                }
            }
            Kind.require(!headers.isEmpty());
            requirePrivate(file, headers);
            return new HeaderFile(file, headers);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a readable file", e);
        }
    }

    private static void requirePrivate(Path file, Map<String, String> headers) throws IOException {
        Optional<String> secret =
                headers.keySet().stream().filter(Mask::isSecretName).findFirst();
        if (secret.isPresent() && SecretFiles.isOpenToOthers(file)) {
            throw new BadInputException("wse.headers must not be world-readable, because it contains the header "
                    + secret.get() + ": wse.headers=" + file + "; run chmod o= " + file);
        }
    }

    /** One header, and its place. */
    private record Line(Path file, int number, String text) {

        private int colon() {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw refused(text.length(), "each line must be a header, such as X-Room: lobby; add the colon");
            }
            return colon;
        }

        String name() {
            String name = text.substring(0, colon());
            HeaderRules.mistakeInName(name, "wse.subprotocol").ifPresent(mistake -> {
                throw refused(0, mistake);
            });
            return name;
        }

        String value() {
            int colon = colon();
            for (int i = colon + 1; i < text.length(); i++) {
                if (!HeaderRules.isValue(text.substring(i, i + 1))) {
                    throw refused(i, "the value of a header must consist of ISO 8859-1 characters, as HTTP requires");
                }
            }
            return text.substring(colon + 1).strip();
        }

        BadInputException refused(int at, String rule) {
            return new BadInputException(
                    "wse.headers=" + file + ", line " + number + ", column " + (at + 1) + ": " + rule);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
