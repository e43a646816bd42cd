package wse.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The messages of a file, one per line, for a flood. Immutable.
 *
 * @param file its path, for messages
 * @param text whether they are text messages; otherwise, they are binary
 * @param lines at least one: the texts, or the bytes in base64
 */
public record Corpus(String file, boolean text, List<String> lines) {

    /** It is sent to every process, and each event loop keeps it in memory as frames. */
    private static final int MOST_BYTES = 1 << 20;

    public Corpus {
        Objects.requireNonNull(file, "file");
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file. The lines are text in UTF-8, or bytes if its name ends in {@code .hex} or {@code .base64}. Empty lines
     * are left out.
     *
     * @throws IllegalArgumentException if the file cannot be read, is too long, or has no message
     * @throws BadInputException if a line is malformed; the message names it
     */
    static Corpus read(Path file) {
        try {
            Kind.require(Files.size(file) <= MOST_BYTES);
            String name = file.toString();
            List<String> lines = new ArrayList<>();
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (!line.isBlank()) {
                    lines.add(checked(name, number, line));
                }
            }
            Kind.require(!lines.isEmpty());
            return new Corpus(name, !isHex(name) && !isBase64(name), lines);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a readable file", e);
        }
    }

    private static boolean isHex(String name) {
        return name.endsWith(".hex");
    }

    private static boolean isBase64(String name) {
        return name.endsWith(".base64");
    }

    private static String checked(String name, int number, String line) {
        try {
            if (isHex(name)) {
                return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(line.replaceAll("\\s", "")));
            }
            return isBase64(name)
                    ? Base64.getEncoder().encodeToString(Base64.getDecoder().decode(line.strip()))
                    : line;
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "wse.corpus=" + name + ", line " + number + ": each line must be one message in "
                            + (isHex(name) ? "hexadecimal, two digits for each byte" : "base64") + "; correct it");
        }
    }

    /** The messages. */
    public List<byte[]> messages() {
        return lines.stream()
                .map(line -> text
                        ? line.getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(line))
                .toList();
    }

    @Override
    public String toString() {
        return file;
    }
}
