package wse.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: a whole number and its unit, as in {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** For durations that may be shorter than a millisecond. */
    private static final Pattern MICROS = Pattern.compile("(\\d{1,9})us");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    private DurationText() {}

    /** @throws IllegalArgumentException if the text is not a duration */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a duration must be a whole number with its unit, ms, s, m or h: duration=" + text);
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /**
     * Like {@link #parse}, but microseconds are allowed, too, as in {@code 800us}.
     *
     * @throws IllegalArgumentException if the text is not a duration
     */
    static Duration parseShort(String text) {
        Matcher micros = MICROS.matcher(text);
        return micros.matches() ? Duration.of(Long.parseLong(micros.group(1)), ChronoUnit.MICROS) : parse(text);
    }

    /** Like {@link #show}, but in microseconds if the duration is not a whole number of milliseconds. */
    public static String showShort(Duration duration) {
        long micros = TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
        return Duration.ofMillis(duration.toMillis()).equals(duration) ? show(duration) : micros + "us";
    }

    /** In the largest unit that leaves a whole number: {@code 90s}, not {@code PT1M30S}. */
    public static String show(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        long millis = duration.toMillis();
        return List.of("h", "m", "s").stream()
                .filter(unit -> millis % UNITS.get(unit).toMillis() == 0)
                .findFirst()
                .map(unit -> millis / UNITS.get(unit).toMillis() + unit)
                .orElse(millis + "ms");
    }
}
