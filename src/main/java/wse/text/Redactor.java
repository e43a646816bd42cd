package wse.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hides known secrets in text from other sources, for example from a server that repeats a wrong token in its refusal.
 * Immutable.
 */
public final class Redactor {

    /** Hides nothing. */
    public static final Redactor NONE = new Redactor(List.of());

    /**
     * Shorter values, such as {@code v=2}, are hidden only in the settings themselves, because they may be part of any
     * word.
     */
    private static final int SHORTEST = 6;

    private final List<String> secrets;

    private Redactor(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * @param secrets the secrets as they are sent; they are also hidden where their percent-encoding has been decoded
     */
    public static Redactor of(Collection<String> secrets) {
        return new Redactor(secrets.stream()
                .flatMap(secret -> Stream.of(secret, decoded(secret)))
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    /** The text with each secret replaced by {@link Mask#HIDDEN}. */
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, Mask.HIDDEN);
        }
        return redacted;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
