package wse.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import wse.text.Mask;

/** Groups of settings whose names end in a name of the user's own, such as {@code wse.header.NAME=VALUE}. */
enum NamedSettings {
    /** Settings of the protocol itself. */
    DIALECT("wse.dialect.", name -> name.toLowerCase(Locale.ROOT), Comparator.naturalOrder()),
    /** Headers of the upgrade request, whose names are not case-sensitive. */
    HEADER("wse.header.", name -> name.toLowerCase(Locale.ROOT).replace('_', '-'), String.CASE_INSENSITIVE_ORDER),
    /** Parameters of the query of the upgrade request. */
    QUERY("wse.query.", name -> name.toLowerCase(Locale.ROOT), Comparator.naturalOrder());

    private final String prefix;
    private final UnaryOperator<String> fromEnvironment;
    private final Comparator<String> order;

    NamedSettings(String prefix, UnaryOperator<String> fromEnvironment, Comparator<String> order) {
        this.prefix = prefix;
        this.fromEnvironment = fromEnvironment;
        this.order = order;
    }

    /** The group that a setting belongs to; empty if it belongs to none. */
    static Optional<NamedSettings> of(String key) {
        return Stream.of(values())
                .filter(group -> key.startsWith(group.prefix) && key.length() > group.prefix.length())
                .findFirst();
    }

    /** Whether a setting is a part of the upgrade request. */
    static boolean isOfRequest(String key) {
        return of(key).filter(group -> group != DIALECT).isPresent();
    }

    /** A value as it may be shown. It may come from the results of another version, which may have other groups. */
    static String maskedIn(String key, String value) {
        return of(key).orElse(DIALECT).masked(Mask.plain(), key, value);
    }

    String key(String name) {
        return prefix + name;
    }

    private String environmentPrefix() {
        return prefix.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * The values by name. Properties take precedence over environment variables.
     *
     * @param others values that properties and environment variables replace
     */
    Map<String, String> read(
            Map<String, String> others, Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>(order);
        values.putAll(others);
        String inEnvironment = environmentPrefix();
        environment.forEach((key, value) -> {
            if (key.startsWith(inEnvironment) && key.length() > inEnvironment.length()) {
                replace(values, fromEnvironment.apply(key.substring(inEnvironment.length())), value);
            }
        });
        properties.forEach((key, value) -> {
            if (of(key).filter(this::equals).isPresent()) {
                replace(values, key.substring(prefix.length()), value);
            }
        });
        return values;
    }

    /** With the name as it was given last, even if it differs in case. */
    private static void replace(Map<String, String> values, String name, String value) {
        values.remove(name);
        values.put(name, value);
    }

    /**
     * For display: values whose names suggest a secret, and all values of a query, are hidden completely; others where they
     * contain secrets.
     */
    String masked(Mask mask, String name, String value) {
        return this == QUERY || Mask.isSecretName(name) ? mask.all(value) : mask.text(value);
    }
}
