package wse.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The longest latencies that a user accepts: one for all tiers, or one for each schedule of the ping test, as in
 * {@code closed:20ms,open:50ms}.
 *
 * @param bySchedule the limits by the name of the schedule; the empty name means all tiers
 */
public record LatencyLimits(Map<String, Duration> bySchedule) {

    private static final Pattern MICROS = Pattern.compile("(\\d{1,9})us");
    private static final Set<String> SCHEDULES = Set.of("closed", "open");
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** @throws IllegalArgumentException if the text has another form */
    static LatencyLimits parse(String text) {
        Map<String, Duration> limits = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            String schedule = colon < 0 ? "" : part.substring(0, colon).strip();
            Kind.require(colon < 0 ? !text.contains(",") : SCHEDULES.contains(schedule));
            Duration limit = duration(part.substring(colon + 1).strip());
            Kind.require(!limit.isZero() && limits.put(schedule, limit) == null);
        }
        return new LatencyLimits(limits);
    }

    private static Duration duration(String text) {
        Matcher micros = MICROS.matcher(text);
        return micros.matches()
                ? Duration.ofNanos(Long.parseLong(micros.group(1)) * NANOS_PER_MICRO)
                : DurationText.parse(text);
    }

    /** The limit of a tier; empty if the user has given none for its schedule. */
    public Optional<Duration> of(String schedule) {
        return Optional.ofNullable(bySchedule.getOrDefault(schedule, bySchedule.get("")));
    }

    /** Whether there are limits for single schedules. */
    boolean namesSchedules() {
        return !bySchedule.containsKey("");
    }

    /** As in the settings, such as {@code 800us} or {@code 50ms}. */
    public static String show(Duration limit) {
        return limit.toNanos() % NANOS_PER_MILLI == 0
                ? DurationText.show(limit)
                : limit.toNanos() / NANOS_PER_MICRO + "us";
    }

    @Override
    public String toString() {
        return bySchedule.entrySet().stream()
                .map(entry -> (entry.getKey().isEmpty() ? "" : entry.getKey() + ":") + show(entry.getValue()))
                .collect(Collectors.joining(","));
    }
}
