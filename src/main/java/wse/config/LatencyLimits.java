package wse.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The longest latencies that a user accepts: one for all tiers, or one for each schedule of the ping test, as in
 * {@code closed:20ms,open:50ms}.
 *
 * @param bySchedule the limits by schedule; that of {@link ScheduleKind#NONE} applies to all tiers
 */
public record LatencyLimits(Map<ScheduleKind, Duration> bySchedule) {

    /** @throws IllegalArgumentException if the text has another form */
    static LatencyLimits parse(String text) {
        Map<ScheduleKind, Duration> limits = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            Kind.require(colon >= 0 || !text.contains(","));
            ScheduleKind schedule = colon < 0
                    ? ScheduleKind.NONE
                    : ScheduleKind.ofPings(part.substring(0, colon).strip())
                            .orElseThrow(() -> new IllegalArgumentException(text));
            Duration limit = DurationText.parseShort(part.substring(colon + 1).strip());
            Kind.require(!limit.isZero() && limits.put(schedule, limit) == null);
        }
        return new LatencyLimits(limits);
    }

    /** The limit of a tier; empty if the user has given none for its schedule. */
    public Optional<Duration> of(ScheduleKind schedule) {
        return Optional.ofNullable(bySchedule.getOrDefault(schedule, bySchedule.get(ScheduleKind.NONE)));
    }

    /** Whether there are limits for single schedules. */
    boolean namesSchedules() {
        return !bySchedule.containsKey(ScheduleKind.NONE);
    }

    @Override
    public String toString() {
        return bySchedule.entrySet().stream()
                .map(entry -> (entry.getKey() == ScheduleKind.NONE
                                ? ""
                                : entry.getKey().label() + ":")
                        + DurationText.showShort(entry.getValue()))
                .collect(Collectors.joining(","));
    }
}
