package wse.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Joins words into sentences, and breaks sentences into lines. Pure functions. */
public final class Words {

    private static final int FEW = 3;

    /** A space between a number and its unit, or between a sign and its number. */
    private static final Pattern BEFORE_UNIT =
            Pattern.compile("(?<=\\d[KMGT]?) (?=(?:[nuµm]?s|min|h|%|[KMGT]i?B|B|/s|GB/s"
                    + "|(?:connections|connects|messages|pings)/s|cores?)(?![\\w/]))|(?<=[<>]) (?=\\d)");

    private static final String NO_BREAK_SPACE = "\u00a0";

    private Words() {}

    /** As in {@code A, B and C}. */
    public static String and(List<String> words) {
        return joined(words, " and ");
    }

    /** As in {@code A, B or C}. */
    public static String or(List<String> words) {
        return joined(words, " or ");
    }

    private static String joined(List<String> words, String beforeLast) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + beforeLast + words.get(last);
    }

    /**
     * Up to three sentences about the same thing are returned unchanged. If there are more, only the first one is
     * returned, with the number of the others, because they differ in little but the name of a process.
     *
     * @param sentences without full stops
     */
    public static List<String> few(List<String> sentences) {
        return sentences.size() <= FEW
                ? sentences
                : List.of(sentences.get(0) + " (and " + Units.counted(sentences.size() - 1, "more case") + ")");
    }

    /** The text with no-break spaces between numbers and their units, so that they stay on the same line. */
    public static String unbroken(String text) {
        return BEFORE_UNIT.matcher(text).replaceAll(NO_BREAK_SPACE);
    }

    /** The inverse of {@link #unbroken}. */
    public static String plain(String text) {
        return text.replace(NO_BREAK_SPACE, " ");
    }

    /** Breaks a text at spaces, so that no line is longer than the width, except for a single long word. */
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : text.split(" ")) {
            if (current.length() > 0 && current.length() + 1 + word.length() > width) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.length() == 0 ? "" : " ").append(word);
        }
        lines.add(current.toString());
        return lines;
    }

    /** The parts between semicolons as sentences of their own. Names of settings keep their first letter. */
    public static String sentences(String text) {
        return Stream.of(text.split("; ")).map(part -> capitalised(part) + ".").collect(Collectors.joining(" "));
    }

    /** The sentence with a capital letter at its beginning, unless it begins with the name of a setting. */
    public static String capitalised(String sentence) {
        boolean isName = sentence.isEmpty() || sentence.split(" ", 2)[0].matches(".*[.=].*");
        return isName ? sentence : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
