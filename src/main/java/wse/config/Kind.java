package wse.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wse.text.Mask;
import wse.text.Words;

/**
 * The values that a setting accepts.
 *
 * @param allowed completes the sentence "wse.x takes …"
 * @param parse turns text into a value; throws {@link IllegalArgumentException} if the text is not allowed
 * @param show turns a value into the text that a user would type
 * @param mask hides the parts of a value that must not be printed
 */
record Kind<T>(
        String allowed, Function<String, T> parse, Function<T, String> show, BiFunction<Mask, String, String> mask) {

    private static final int HIGHEST_PORT = 65_535;

    /** Possessive: otherwise, a long text would overflow the stack. */
    private static final Pattern COUNT = Pattern.compile("(\\d++(?:_\\d++)*+)([kKmM]?)");

    static <T> Kind<T> of(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, String::valueOf, Mask::text);
    }

    static <T> Kind<T> secret(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, String::valueOf, Mask::all);
    }

    /** Paths and queries, which may contain secrets. */
    static <T> Kind<T> address(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, String::valueOf, Mask::address);
    }

    static <T> Kind<T> server(String allowed, Function<String, T> parse) {
        return new Kind<>(allowed, parse, String::valueOf, Mask::server);
    }

    static Kind<Boolean> flag() {
        return oneOf(List.of("true", "false"), Boolean::valueOf);
    }

    static Kind<String> choice(String... names) {
        return oneOf(List.of(names), Function.identity());
    }

    /** The labels of an enum's constants, in the order of their declaration. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type, Function<E, String> label) {
        Map<String, E> byLabel = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byLabel.put(label.apply(constant), constant);
        }
        return oneOf(List.copyOf(byLabel.keySet()), byLabel::get).shownAs(label);
    }

    private static <T> Kind<T> oneOf(List<String> names, Function<String, T> parse) {
        return of(Words.or(names), text -> {
            require(names.contains(text));
            return parse.apply(text);
        });
    }

    private Kind<T> shownAs(Function<T, String> text) {
        return new Kind<>(allowed, parse, text, mask);
    }

    /** Integers, which may also be written as {@code 1_000}, {@code 1K} or {@code 2M}. */
    static Kind<Integer> count(int least, int most) {
        return of("an integer from " + least + " to " + most + examples(most), text -> {
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

    /** Examples of the abbreviations that are within the range. */
    private static String examples(int most) {
        if (most < 10_000) {
            return "";
        }
        return most < 2_000_000 ? ", such as 500, 1_000 or 1K" : ", such as 500, 1_000, 1K or 2M";
    }

    static Kind<Integer> port() {
        return of("a port number from 1 to " + HIGHEST_PORT, text -> {
            require(text.matches("\\d{1,5}"));
            return (int) within(new BigDecimal(text), 1, HIGHEST_PORT).longValueExact();
        });
    }

    /** A port, or 0 for any that is free. */
    static Kind<Integer> portOrAny() {
        return of("a port number from 0 to " + HIGHEST_PORT, text -> {
            require(text.matches("\\d{1,5}"));
            return (int) within(new BigDecimal(text), 0, HIGHEST_PORT).longValueExact();
        });
    }

    static Kind<OtlpTarget> otlpTarget() {
        return server(
                "a http:// or https:// address without a password or query, such as http://127.0.0.1:4318, or "
                        + OtlpTarget.ENVIRONMENT,
                text -> text.equals(OtlpTarget.ENVIRONMENT)
                        ? OtlpTarget.OF_ENVIRONMENT
                        : new OtlpTarget(
                                Optional.of(receiver(Texts.HTTP_URI.parse().apply(text)))));
    }

    private static URI receiver(URI address) {
        require(address.getRawQuery() == null && address.getRawFragment() == null);
        return address;
    }

    static Kind<OtlpHeaders> otlpHeaders() {
        return new Kind<>(
                "a comma-separated list of NAME=VALUE, without the headers of the connection itself",
                OtlpHeaders::parse,
                String::valueOf,
                OtlpHeaders::masked);
    }

    static Kind<Double> decimal(double least, double most) {
        String range = shown(least) + " to " + shown(most);
        return Kind.<Double>of(
                        "a number from " + range,
                        text -> within(new BigDecimal(text), least, most).doubleValue())
                .shownAs(Kind::shown);
    }

    /** Durations as a whole number with a unit: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
    static Kind<Duration> duration(Duration least, Duration most) {
        String range = DurationText.show(least) + " to " + DurationText.show(most);
        return Kind.<Duration>of("a duration from " + range + ", such as 500ms, 10s, 2m or 1h", text -> {
                    Duration value = DurationText.parse(text);
                    require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
                    return value;
                })
                .shownAs(DurationText::show);
    }

    static <T> Kind<List<T>> listOf(Kind<T> element) {
        return Kind.<List<T>>of("a comma-separated list, each element " + element.allowed, element::parseList)
                .shownAs(element::showList);
    }

    /** A {@link #listOf list} without repeats, because tiers are distinguished by their values. */
    static <T> Kind<List<T>> distinct(Kind<T> element) {
        return Kind.<List<T>>of("a comma-separated list without repeats, each element " + element.allowed, text -> {
                    List<T> elements = element.parseList(text);
                    require(Set.copyOf(elements).size() == elements.size());
                    return elements;
                })
                .shownAs(element::showList);
    }

    private List<T> parseList(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(parse).toList();
    }

    private String showList(List<T> elements) {
        return elements.stream().map(show).collect(Collectors.joining(","));
    }

    /** {@code block}, or the number of frames in a write. */
    static Kind<FramesPerWrite> framesPerWrite(int most) {
        String block = FramesPerWrite.BLOCK.label();
        Kind<Integer> count = count(1, most);
        return Kind.<FramesPerWrite>of(
                        block + ", or " + count.allowed,
                        text -> text.equals(block) ? FramesPerWrite.BLOCK : FramesPerWrite.of(count.parse.apply(text)))
                .shownAs(FramesPerWrite::label);
    }

    private static String shown(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
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
