package wse.text;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hides known secrets in text from other sources, for example from a server that repeats a wrong token in its refusal. Also
 * hides JSON Web Tokens, because a client may have signed them itself. Immutable.
 */
public final class Redactor {

    /** Knows no secret. */
    public static final Redactor NONE = new Redactor(List.of(), Set.of(), new String[0]);

    /**
     * Shorter values, such as {@code v=2}, are hidden only in the settings themselves, because they may be part of any
     * word.
     */
    private static final int SHORTEST = 6;

    /**
     * Long secrets may be cut off, by servers or by the limit on the length of their words, so whatever begins like one
     * is hidden, too. Fewer characters could be the beginning of a word; the first ones of JSON Web Tokens are the same
     * in all of them.
     */
    private static final int BEGINNING = 16;

    /** Text from outside that was shortened ends like this, perhaps in the middle of a secret ({@link Plain#brief}). */
    private static final String CUT = "...";

    /** Fewer characters reveal nothing about a secret. */
    private static final int SHORTEST_PART = 3;

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-F]{2}");

    private static final String AFTER_WORD = "\"'<>()[]{},;&";

    /** The longest secrets come first, because shorter ones may be parts of them. */
    private final List<OfLength> secrets;
    /** The first characters of all secrets that are longer. */
    private final Set<String> beginnings;
    /** All secrets in their natural order. */
    private final String[] sorted;

    private Redactor(List<OfLength> secrets, Set<String> beginnings, String[] sorted) {
        this.secrets = secrets;
        this.beginnings = beginnings;
        this.sorted = sorted;
    }

    /**
     * @param secrets the secrets as they are sent; they are also hidden where they are percent-encoded, where their
     *     percent-encoding has been decoded, and where they are escaped for JSON or HTML
     */
    public static Redactor of(Collection<String> secrets) {
        return of(secrets, Stream.empty());
    }

    /**
     * The same, with the secrets of a run's users. There may be hundreds of thousands of them. Short ones are also hidden,
     * but only as whole words.
     *
     * @param ofUsers each as it is sent; consumed at once
     */
    public static Redactor of(Collection<String> secrets, Stream<String> ofUsers) {
        Map<Integer, Set<String>> byLength = new TreeMap<>(Comparator.reverseOrder());
        Stream.concat(secrets.stream().filter(Redactor::isLong), ofUsers)
                .flatMap(Redactor::forms)
                .filter(secret -> !secret.isBlank())
                .forEach(secret -> byLength.computeIfAbsent(secret.length(), length -> new HashSet<>())
                        .add(secret));
        Set<String> beginnings = byLength.values().stream()
                .flatMap(Set::stream)
                .filter(secret -> secret.length() > BEGINNING)
                .map(secret -> secret.substring(0, BEGINNING))
                .collect(Collectors.toUnmodifiableSet());
        return new Redactor(
                byLength.entrySet().stream()
                        .map(entry -> new OfLength(entry.getKey(), entry.getValue()))
                        .toList(),
                beginnings,
                byLength.values().stream().flatMap(Set::stream).sorted().toArray(String[]::new));
    }

    private static Stream<String> forms(String secret) {
        String encoded = encoded(secret);
        return Stream.of(
                secret,
                decoded(secret),
                encoded,
                inLowerCase(encoded),
                inJson(secret),
                inStrictJson(secret),
                inHtml(secret));
    }

    private static boolean isLong(String secret) {
        return secret.length() >= SHORTEST;
    }

    /** The text with each secret replaced by {@link Mask#HIDDEN}. Applying it twice has no further effect. */
    public String redact(String text) {
        String redacted = text;
        for (OfLength some : secrets) {
            redacted = some.redact(redacted);
        }
        return withoutTracesOfSecrets(redacted);
    }

    /**
     * The same for the beginning of a longer text. It may end in the middle of a secret, which would not be recognised.
     * Therefore, for each length that a secret has, that many characters are cut off at the end.
     */
    public String redactBeginning(String beginning) {
        String redacted = beginning;
        for (OfLength some : secrets) {
            String hidden = some.redact(redacted);
            redacted = hidden.substring(0, Math.max(0, hidden.length() - some.length()));
        }
        return withoutTracesOfSecrets(redacted);
    }

    private String withoutTracesOfSecrets(String text) {
        return Mask.withoutTokens(withoutCutOnes(withoutBeginnings(text)));
    }

    /** Hides the beginning of a secret if the text was cut off in the middle of that secret. */
    private String withoutCutOnes(String text) {
        StringBuilder redacted = new StringBuilder();
        int copied = 0;
        for (int cut = text.indexOf(CUT); cut >= 0; cut = text.indexOf(CUT, cut + 1)) {
            int part = beginningOfPart(text, Math.max(copied, cut - BEGINNING), cut);
            if (part < cut) {
                redacted.append(text, copied, part).append(Mask.HIDDEN);
                copied = cut;
            }
        }
        return copied == 0 ? text : redacted.append(text, copied, text.length()).toString();
    }

    private int beginningOfPart(String text, int from, int end) {
        for (int at = from; at + SHORTEST_PART <= end; at++) {
            if (beginsASecret(text.substring(at, end))) {
                return at;
            }
        }
        return end;
    }

    private boolean beginsASecret(String part) {
        int found = Arrays.binarySearch(sorted, part);
        int next = found < 0 ? -found - 1 : found;
        return next < sorted.length && sorted[next].startsWith(part);
    }

    /** Hides whatever begins like a secret, to the end of the word. */
    private String withoutBeginnings(String text) {
        if (beginnings.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder();
        int copied = 0;
        for (int at = 0; at + BEGINNING <= text.length(); at++) {
            if (beginnings.contains(text.substring(at, at + BEGINNING))) {
                redacted.append(text, copied, at).append(Mask.HIDDEN);
                copied = endOfWord(text, at + BEGINNING);
                at = copied - 1;
            }
        }
        return copied == 0 ? text : redacted.append(text, copied, text.length()).toString();
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && AFTER_WORD.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** As in a path or a query (RFC 3986 section 2.1). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String inLowerCase(String encoded) {
        return ENCODED.matcher(encoded).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }

    /** As in JSON of writers that also escape slashes, which tokens in base64 often contain. */
    private static String inJson(String text) {
        return inStrictJson(text).replace("/", "\\/");
    }

    private static String inStrictJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String inHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 && text.indexOf('+') < 0
                    ? text
                    : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /**
     * Secrets of the same length. A look-up for each position of the text costs the same for one secret as for all.
     *
     * @param length at least 1
     */
    private record OfLength(int length, Set<String> secrets) {

        String redact(String text) {
            StringBuilder redacted = new StringBuilder();
            int copied = 0;
            for (int at = 0; at + length <= text.length(); at++) {
                if (secrets.contains(text.substring(at, at + length)) && (length >= SHORTEST || isWord(text, at))) {
                    redacted.append(text, copied, at).append(Mask.HIDDEN);
                    copied = at + length;
                    at = copied - 1;
                }
            }
            return copied == 0
                    ? text
                    : redacted.append(text, copied, text.length()).toString();
        }

        private boolean isWord(String text, int at) {
            int end = at + length;
            return (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        }
    }
}
