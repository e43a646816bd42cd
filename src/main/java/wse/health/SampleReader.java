package wse.health;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one line of a {@link CounterPage}: {@code name{label="text",…} value [time stamp] [# exemplar]}. A name that is
 * not a plain identifier is enclosed in quotes and placed among the labels. Confined to one call.
 */
final class SampleReader {

    /** {@link Double#parseDouble} alone would also accept {@code 0x1p-3} and {@code 1d}. Possessive: linear in the length. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][-+]?[0-9]++)?");

    private static final char END_OF_LINE = '\0';

    private final String line;
    private final Map<String, String> labels = new HashMap<>();
    private String name = "";
    private int at;

    SampleReader(String line) {
        this.line = line;
    }

    Optional<Sample> read() {
        skipBlanks();
        name = identifier();
        if (!isBlank(next()) && next() != '{' && next() != END_OF_LINE) {
            return Optional.empty();
        }
        skipBlanks();
        boolean wellFormed = !take('{') || labels();
        double value = wellFormed ? value() : Double.NaN;
        return name.isEmpty() ? Optional.empty() : Optional.of(new Sample(name, labels, value));
    }

    /** Reads labels and the closing brace, with or without a comma after the last label; false if malformed. */
    private boolean labels() {
        skipBlanks();
        while (!take('}')) {
            if (!label()) {
                return false;
            }
            skipBlanks();
            if (!take(',') && next() != '}') {
                return false;
            }
            skipBlanks();
        }
        return true;
    }

    /** A label, or the quoted name of the sample. */
    private boolean label() {
        boolean quoted = next() == '"';
        Optional<String> key = quoted ? text() : Optional.of(identifier()).filter(word -> !word.isEmpty());
        skipBlanks();
        if (take('=')) {
            skipBlanks();
            Optional<String> text = key.isPresent() ? text() : Optional.empty();
            return text.isPresent() && labels.putIfAbsent(key.get(), text.get()) == null;
        }
        boolean isName = quoted && key.isPresent() && name.isEmpty();
        name = isName ? key.get() : name;
        return isName;
    }

    /** Reads text in quotes; empty if there is no opening or no closing quote. */
    private Optional<String> text() {
        StringBuilder text = new StringBuilder();
        if (!take('"')) {
            return Optional.empty();
        }
        while (!take('"')) {
            if (at == line.length()) {
                return Optional.empty();
            }
            char character = line.charAt(at++);
            text.append(character == '\\' ? escaped() : String.valueOf(character));
        }
        return Optional.of(text.toString());
    }

    /**
     * The meaning of a backslash and the character after it. Like other readers, this one leaves undefined escapes as
     * they are.
     */
    private String escaped() {
        char character = next();
        at = Math.min(at + 1, line.length());
        return switch (character) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf(character);
            case END_OF_LINE -> "\\";
            default -> "\\" + character;
        };
    }

    /** Reads the rest of the line; NaN if it is not a value, optionally followed by a time stamp and an exemplar. */
    private double value() {
        double value = number(word());
        String timeStamp = next() == '#' ? "" : word();
        boolean complete = timeStamp.isEmpty() || NUMBER.matcher(timeStamp).matches();
        return complete && (at == line.length() || next() == '#') ? value : Double.NaN;
    }

    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> NUMBER.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
        };
    }

    /** Reads up to the next blank, and the blanks around the word. */
    private String word() {
        skipBlanks();
        int from = at;
        while (at < line.length() && !isBlank(next())) {
            at++;
        }
        String word = line.substring(from, at);
        skipBlanks();
        return word;
    }

    /** Reads a name; empty if no name begins here. */
    private String identifier() {
        int from = at;
        while (isLetter(next()) || at > from && isDigit(next())) {
            at++;
        }
        return line.substring(from, at);
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character == '_'
                || character == ':';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private char next() {
        return at < line.length() ? line.charAt(at) : END_OF_LINE;
    }

    private boolean take(char expected) {
        boolean there = next() == expected && at < line.length();
        at += there ? 1 : 0;
        return there;
    }

    private void skipBlanks() {
        while (isBlank(next())) {
            at++;
        }
    }

    /** Carriage returns and byte order marks come from Windows. */
    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\ufeff';
    }
}
