package wse.engine;

import java.util.regex.Pattern;

/**
 * Makes text from unknown servers suitable for consoles and reports: one line without control characters, and without
 * the values of a query, because a server that quotes the request would show the user's token. Pure functions.
 */
public final class Printable {

    /** The most characters of a refusal or of another answer that are kept. */
    static final int MAX_CHARACTERS = 200;

    /** A server may send megabytes. Whatever comes after this many characters is not even searched for queries. */
    private static final int MOST_READ = 16 * 1024;

    private static final Pattern QUERY_VALUE = Pattern.compile("((?:[?&]|&amp;)[\\w.%-]+=)[^&#\\s\"'<>]+");

    private Printable() {}

    /**
     * The first 200 characters, with a dot for each one that is not printable. If there are more, three dots follow. They
     * tell the code that hides secrets that the text may end in the middle of one.
     */
    public static String of(String text) {
        String read = text.substring(0, Math.min(text.length(), MOST_READ));
        String hidden = QUERY_VALUE.matcher(read).replaceAll("$1********");
        StringBuilder out = new StringBuilder();
        hidden.codePoints()
                .limit(MAX_CHARACTERS)
                .map(character -> isPrintable(character) ? character : '.')
                .forEach(out::appendCodePoint);
        boolean isCut = read.length() < text.length() || hidden.codePointCount(0, hidden.length()) > MAX_CHARACTERS;
        return isCut ? out.append("...").toString() : out.toString();
    }

    /** As {@link #of}, in quotation marks. */
    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    /** Format characters are excluded because they can reverse the direction of the text around them. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
