package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Reads individual keys of {@code results.json}, and converts durations to and from seconds, its unit, without loss. */
final class Keys {

    private static final int NANO_DIGITS = 9;

    private Keys() {}

    /** @throws IllegalArgumentException if the key is absent */
    static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "results must have the key " + key + ": it is absent; give the results.json of a run");
        }
        return value;
    }

    /** The number of connections, which every tier has. */
    static int connections(JsonNode tier) {
        return required(tier, "connections").intValue();
    }

    /** Null if the key is absent or null. */
    static String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? node.get(key).asText() : null;
    }

    /** The enum constant whose label is the key's value. */
    static <E extends Enum<E>> E constant(JsonNode node, String key, Class<E> type) {
        return Enum.valueOf(type, required(node, key).asText().toUpperCase(Locale.ROOT));
    }

    /** As above, or a default constant if the key is absent. */
    static <E extends Enum<E>> E constant(JsonNode node, String key, E absent) {
        return node.has(key) ? constant(node, key, absent.getDeclaringClass()) : absent;
    }

    /** 0 if the key is absent. */
    static long count(JsonNode node, String key) {
        return node.path(key).asLong(0);
    }

    /** Empty if the key is absent. */
    static OptionalDouble decimal(JsonNode node, String key) {
        return node.has(key) ? OptionalDouble.of(node.get(key).doubleValue()) : OptionalDouble.empty();
    }

    static BigDecimal seconds(Duration duration) {
        BigDecimal whole = BigDecimal.valueOf(duration.getSeconds());
        return whole.add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS)).stripTrailingZeros();
    }

    static Duration duration(JsonNode node, String key) {
        BigDecimal seconds = required(node, key).decimalValue();
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValueExact());
    }
}
