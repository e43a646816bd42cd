package wse.text;

import java.util.List;

/** Joins the words of a list for a sentence. */
public final class Words {

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
}
