package wse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the settings add to the upgrade request, whatever the protocol. Values may contain the placeholders
 * <code>#{index}</code> and <code>#{user.COLUMN}</code>. They may be secrets, so they are not printed. Immutable.
 *
 * @param headers they replace those of the protocol with the same name
 * @param query parameters that are added to the path, not percent-encoded yet
 * @param subprotocols they replace those of the protocol; empty to keep those
 */
public record RequestConfig(Map<String, String> headers, Map<String, String> query, List<String> subprotocols) {

    /** Adds nothing. */
    public static final RequestConfig NONE = new RequestConfig(Map.of(), Map.of(), List.of());

    private static final String ORIGIN = "Origin";

    public RequestConfig {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        subprotocols = List.copyOf(subprotocols);
    }

    /** Whether it adds nothing. */
    public boolean isEmpty() {
        return headers.isEmpty() && query.isEmpty() && subprotocols.isEmpty();
    }

    /** Whether a value is different for each row of {@code wse.users}. */
    public boolean namesUsers() {
        return Stream.concat(headers.values().stream(), query.values().stream())
                .anyMatch(value -> value.contains("#{user."));
    }

    static RequestConfig of(Values values) {
        Map<String, String> headers = new LinkedHashMap<>(values.named(NamedSettings.HEADER));
        String origin = values.get(ScriptSettings.ORIGIN);
        if (origin != null) {
            headers.put(ORIGIN, origin);
        }
        List<String> subprotocols = values.get(ScriptSettings.SUBPROTOCOL);
        return new RequestConfig(
                headers, values.named(NamedSettings.QUERY), subprotocols == null ? List.of() : subprotocols);
    }

    /** @throws BadInputException if a header is not allowed, or if there are two origins */
    static void check(Values values) {
        values.named(NamedSettings.HEADER).forEach((name, value) -> {
            HeaderRules.mistakeInName(name, "wse.subprotocol").ifPresent(mistake -> {
                throw new BadInputException(NamedSettings.HEADER.key(name) + ": " + mistake);
            });
            Contradictions.refuse(
                    !HeaderRules.isValue(value),
                    () -> "the value of a header must be a single line of ISO 8859-1 characters, as HTTP requires: "
                            + NamedSettings.HEADER.key(name) + "; correct it");
            Contradictions.refuse(
                    name.equalsIgnoreCase(ORIGIN) && values.isGiven(ScriptSettings.ORIGIN),
                    () -> "the header Origin must be given once: " + NamedSettings.HEADER.key(name) + " and "
                            + values.asGiven(ScriptSettings.ORIGIN) + "; leave one out");
        });
    }

    @Override
    public String toString() {
        return "headers " + headers.keySet() + ", query " + query.keySet() + ", subprotocols " + subprotocols;
    }
}
