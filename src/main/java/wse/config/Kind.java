package wse.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values a setting takes.
 *
 * @param allowed completes the sentence "wse.x takes …"
 * @param parse text to value; throws {@link IllegalArgumentException} on any text that is not allowed
 * @param secret whether neither text nor value may be printed
 */
record Kind<T>(String allowed, Function<String, T> parse, boolean secret) {

    private static final Pattern COUNT = Pattern.compile("(\\d+(?:_\\d+)*)([kKmM]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    static <T> Kind<T> of(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, false);
    }

    static <T> Kind<T> secret(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, true);
    }

    static Kind<Boolean> flag() {
        return oneOf(List.of("true", "false"), Boolean::valueOf);
    }

    static Kind<String> choice(String... names) {
        return oneOf(List.of(names), Function.identity());
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type, Function<E, String> label) {
        Map<String, E> byLabel =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(label, Function.identity()));
        return oneOf(byLabel.keySet().stream().sorted().toList(), byLabel::get);
    }

    private static <T> Kind<T> oneOf(List<String> names, Function<String, T> parse) {
        return of(String.join(" or ", names), text -> {
            require(names.contains(text));
            return parse.apply(text);
        });
    }

    /** Integers, also written {@code 1_000}, {@code 1K}, {@code 2M}. */
    static Kind<Integer> count(int least, int most) {
        return of("an integer from " + least + " to " + most + ", such as 500, 1_000, 1K or 2M", text -> {
            Matcher matcher = COUNT.matcher(text);
            require(matcher.matches());
            int factor = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "k" -> 1_000;
                case "m" -> 1_000_000;
                default -> 1;
            };
            BigDecimal value = new BigDecimal(matcher.group(1).replace("_", "")).multiply(BigDecimal.valueOf(factor));
            return (int) within(value, least, most).longValueExact();
        });
    }

    static Kind<Double> decimal(double least, double most) {
        String range = shown(least) + " to " + shown(most);
        return of(
                "a number from " + range,
                text -> within(new BigDecimal(text), least, most).doubleValue());
    }

    /** A whole number of one unit: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
    static Kind<Duration> duration(Duration least, Duration most) {
        String range = shown(least) + " to " + shown(most);
        return of("a duration from " + range + ", such as 500ms, 10s, 2m or 1h", text -> {
            Matcher matcher = DURATION.matcher(text);
            require(matcher.matches());
            Duration value = UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
            require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
            return value;
        });
    }

    static <T> Kind<List<T>> listOf(Kind<T> element) {
        return of(
                "a comma-separated list, each element " + element.allowed,
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(element.parse)
                        .toList());
    }

    /** As {@link #listOf}, each element once: tiers are told apart by what they are made of. */
    static <T> Kind<List<T>> distinct(Kind<T> element) {
        Kind<List<T>> list = listOf(element);
        return of("a comma-separated list without repeats, each element " + element.allowed, text -> {
            List<T> elements = list.parse.apply(text);
            require(Set.copyOf(elements).size() == elements.size());
            return elements;
        });
    }

    /** A count or the word in its place. */
    static Kind<String> countOr(String word, int least, int most) {
        Kind<Integer> count = count(least, most);
        return of(
                word + ", or " + count.allowed,
                text -> text.equals(word) ? word : String.valueOf(count.parse.apply(text)));
    }

    /** A value as a person would type it; {@code 90s}, not {@code PT1M30S}. */
    static String shown(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Kind::shown).collect(Collectors.joining(","));
        }
        if (value instanceof Duration duration) {
            return shownDuration(duration);
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return value instanceof EngineKind engine ? engine.label() : String.valueOf(value);
    }

    private static String shownDuration(Duration duration) {
        long millis = duration.toMillis();
        return List.of("h", "m", "s").stream()
                .filter(unit -> millis % UNITS.get(unit).toMillis() == 0)
                .findFirst()
                .map(unit -> millis / UNITS.get(unit).toMillis() + unit)
                .orElse(millis + "ms");
    }

    static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
    }

    private static BigDecimal within(BigDecimal value, double least, double most) {
        require(value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0);
        return value;
    }
}
