package wse.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import wse.text.Mask;

/** HTTP headers that may contain secrets: {@link #toString()} shows only their names. Immutable. */
public final class OtlpHeaders {

    static final OtlpHeaders NONE = new OtlpHeaders(Map.of());

    /** Headers of the connection itself, which the HTTP client sets. */
    private static final String RESERVED = "(?i)host|connection|content-length|content-type|expect|upgrade";

    private final Map<String, String> values;

    private OtlpHeaders(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code name=value} pairs that are separated by commas. The values are percent-encoded.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static OtlpHeaders parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            Kind.require(equals > 0);
            String name = pair.substring(0, equals).strip();
            String value = decoded(pair.substring(equals + 1).strip());
            Kind.require(HeaderRules.isToken(name) && !name.matches(RESERVED));
            Kind.require(value.matches("[\\x20-\\x7e]+"));
            Kind.require(values.put(name, value) == null);
        }
        return new OtlpHeaders(values);
    }

    /** Unlike in a form, a plus sign is a plus sign. */
    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Hides the values, or all of a text that is malformed. */
    static String masked(Mask mask, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(pair -> maskedPair(mask, pair))
                .collect(Collectors.joining(","));
    }

    private static String maskedPair(Mask mask, String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? mask.all(pair) : pair.substring(0, equals + 1) + mask.all(pair.substring(equals + 1));
    }

    /** The headers by name, for sending only. */
    public Map<String, String> reveal() {
        return Map.copyOf(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OtlpHeaders that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.keySet().stream().map(name -> name + "=" + Mask.HIDDEN).collect(Collectors.joining(","));
    }
}
