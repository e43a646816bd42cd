package wse.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads individual keys of {@code results.json}, and converts durations to and from seconds, its unit, without loss. A value
 * of the wrong type, or one that no run can have, is an {@link IllegalArgumentException}; the message names the key and the
 * value.
 */
final class Keys {

    private static final int NANO_DIGITS = 9;
    /** The largest integer that every JSON parser keeps exact (RFC 8259 section 6). */
    private static final long MOST = (1L << 53) - 1;
    /** Their nanoseconds fit in a long. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000_000);

    private static final int SHOWN_CHARACTERS = 60;

    private Keys() {}

    /** @throws IllegalArgumentException if the key is absent or null */
    static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(
                    "results must have the key " + key + ": it is absent; give the results.json of a run");
        }
        return value;
    }

    private static void require(boolean allowed, String rule, String key, JsonNode value) {
        if (!allowed) {
            throw wrong(rule, key, value, null);
        }
    }

    private static IllegalArgumentException wrong(String rule, String key, JsonNode value, Exception cause) {
        String text = value.toString();
        String shown = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return new IllegalArgumentException(
                "results must have " + rule + " in " + key + ": " + key + "=" + shown
                        + "; give the results.json of a run",
                cause);
    }

    /** Refuses numbers that a {@code double} cannot represent, such as {@code 1e999}, anywhere in the results. */
    static void requireFinite(String key, JsonNode node) {
        require(!node.isNumber() || Double.isFinite(node.doubleValue()), "a finite number", key, node);
        node.properties().forEach(entry -> requireFinite(entry.getKey(), entry.getValue()));
        if (node.isArray()) {
            node.forEach(element -> requireFinite(key, element));
        }
    }

    /** The number of connections, which every tier has. */
    static int connections(JsonNode tier) {
        return size(tier, "connections");
    }

    /** An integer from 0 to 2^53 - 1. */
    static long integer(JsonNode node, String key) {
        JsonNode value = required(node, key);
        boolean allowed = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= MOST;
        require(allowed, "an integer from 0 to 2^53 - 1", key, value);
        return value.longValue();
    }

    /** An integer from 0 to 2^31 - 1. */
    static int size(JsonNode node, String key) {
        long value = integer(node, key);
        require(value <= Integer.MAX_VALUE, "an integer from 0 to 2^31 - 1", key, node.get(key));
        return (int) value;
    }

    /** 0 if the key is absent. */
    static long count(JsonNode node, String key) {
        return node.has(key) ? integer(node, key) : 0;
    }

    static String word(JsonNode node, String key) {
        JsonNode value = required(node, key);
        require(value.isTextual(), "text", key, value);
        return value.textValue();
    }

    /** Null if the key is absent or null. */
    static String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? word(node, key) : null;
    }

    static List<String> texts(JsonNode node, String key) {
        JsonNode value = required(node, key);
        boolean allowed = value.isArray() && elements(value).allMatch(JsonNode::isTextual);
        require(allowed, "a list of texts", key, value);
        return elements(value).map(JsonNode::textValue).toList();
    }

    /** The elements of a list. */
    static List<JsonNode> list(JsonNode node, String key, int most) {
        JsonNode value = required(node, key);
        require(value.isArray() && value.size() <= most, "a list of at most " + most + " elements", key, value);
        return elements(value).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The enum constant whose label is the key's value. */
    static <E extends Enum<E>> E constant(JsonNode node, String key, Class<E> type) {
        return parsed(node, key, label -> Enum.valueOf(type, label.toUpperCase(Locale.ROOT)));
    }

    /** The enum constants with these labels; empty if the key is absent. */
    static <E extends Enum<E>> List<E> constants(JsonNode node, String key, Class<E> type) {
        List<String> known = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
        List<String> labels = node.has(key) ? texts(node, key) : List.of();
        require(known.containsAll(labels), "values that this version knows", key, node.path(key));
        return labels.stream().map(label -> Enum.valueOf(type, label)).toList();
    }

    /** As above, or a default constant if the key is absent. */
    static <E extends Enum<E>> E constant(JsonNode node, String key, E absent) {
        return node.has(key) ? constant(node, key, absent.getDeclaringClass()) : absent;
    }

    /** @param parse throws an {@link IllegalArgumentException} if the text is not one of its values */
    static <T> T parsed(JsonNode node, String key, Function<String, T> parse) {
        String text = word(node, key);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong("a value that this version knows", key, node.get(key), e);
        }
    }

    /** A record, by the names of its components. */
    static <T> T object(JsonNode node, String key, Class<T> type) {
        JsonNode value = required(node, key);
        require(value.isObject(), "an object", key, value);
        try {
            return JsonReport.MAPPER.treeToValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "results must have legal values in " + key + ": "
                            + e.getMessage().lines().findFirst().orElse("") + "; give the results.json of a run",
                    e);
        }
    }

    /** Empty if the key is absent. */
    static OptionalDouble decimal(JsonNode node, String key) {
        return node.has(key) ? OptionalDouble.of(number(node, key)) : OptionalDouble.empty();
    }

    static double number(JsonNode node, String key) {
        JsonNode value = required(node, key);
        require(value.isNumber(), "a number", key, value);
        return value.doubleValue();
    }

    static BigDecimal seconds(Duration duration) {
        BigDecimal whole = BigDecimal.valueOf(duration.getSeconds());
        return whole.add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS)).stripTrailingZeros();
    }

    static Duration duration(JsonNode node, String key) {
        JsonNode value = required(node, key);
        BigDecimal seconds = value.decimalValue().stripTrailingZeros();
        boolean allowed = value.isNumber()
                && seconds.signum() >= 0
                && seconds.compareTo(MOST_SECONDS) <= 0
                && seconds.scale() <= NANO_DIGITS;
        require(allowed, "seconds with at most nine decimal places", key, value);
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValueExact());
    }
}
