package wse.text;

/**
 * Makes text from outside harmless for consoles, files and pages: a server, a page of counters or a results file may contain
 * control sequences, or characters that reverse the direction of the text around them. Pure functions.
 */
public final class Plain {

    private static final int MAX_CHARACTERS = 200;

    private Plain() {}

    /** The text in one line, with a dot for each character that is not printable. */
    public static String printable(String text) {
        if (text.codePoints().allMatch(Plain::isPrintable)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> isPrintable(character) ? character : '.')
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /**
     * The same for the first 200 characters, which are enough to recognise a text from outside. If there are more, three dots
     * follow.
     */
    public static String brief(String text) {
        boolean isLong = text.codePointCount(0, text.length()) > MAX_CHARACTERS;
        return isLong
                ? printable(text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS))) + "..."
                : printable(text);
    }

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
