package wse.measure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One interval of a tier, normally about a second long.
 *
 * @param begin time since the tier began
 * @param latencies the latencies recorded in the interval; a kind without values is absent
 * @param counts what was counted in the interval
 * @param client what the client's processes used
 * @param server what the server's processes on this machine used
 */
public record Interval(
        Duration begin,
        Duration length,
        Map<LatencyKind, LatencySlice> latencies,
        LiveCounts counts,
        ProcessLoad client,
        ProcessLoad server) {

    public Interval {
        latencies = Map.copyOf(latencies);
    }

    /** An interval of the server, for which the client's side is not known yet. */
    public static Interval ofServer(Duration begin, Duration length, ProcessLoad server) {
        return new Interval(begin, length, Map.of(), LiveCounts.NONE, ProcessLoad.UNKNOWN, server);
    }

    /** Time from the beginning of the tier to the end of the interval. */
    public Duration end() {
        return begin.plus(length);
    }

    /** Number of connections that became ready in the interval. */
    public long connects() {
        return latency(LatencyKind.CONNECT).map(LatencySlice::count).orElse(0L);
    }

    /** The latencies of one kind; empty if there were none. */
    public Optional<LatencySlice> latency(LatencyKind kind) {
        return Optional.ofNullable(latencies.get(kind));
    }

    /** Both intervals as one: this one, and the one that follows it. */
    Interval followedBy(Interval next) {
        return new Interval(
                begin,
                next.end().minus(begin),
                sum(latencies, next.latencies),
                counts.plus(next.counts),
                client.followedBy(next.client),
                server.followedBy(next.server));
    }

    /** The same interval with another start. */
    Interval beginningAt(Duration time) {
        return new Interval(time, end().minus(time), latencies, counts, client, server);
    }

    /** The same interval of this process and of another client process. */
    Interval plusMember(Interval other) {
        return new Interval(
                begin,
                length,
                sum(latencies, other.latencies),
                counts.plus(other.counts),
                client.plus(other.client),
                ProcessLoad.UNKNOWN);
    }

    /** The same interval without the client's usage, because it is not known for all of its processes. */
    Interval withoutClient() {
        return new Interval(begin, length, latencies, counts, ProcessLoad.UNKNOWN, server);
    }

    /** The same interval with the usage of the server. */
    Interval withServer(Interval observed) {
        return new Interval(begin, length, latencies, counts, client, observed.server);
    }

    /** The same interval with the counts and latencies of a short one that follows it. */
    Interval withLate(Interval next) {
        return new Interval(begin, length, sum(latencies, next.latencies), counts.plus(next.counts), client, server);
    }

    private static Map<LatencyKind, LatencySlice> sum(
            Map<LatencyKind, LatencySlice> one, Map<LatencyKind, LatencySlice> other) {
        Map<LatencyKind, LatencySlice> sum = new EnumMap<>(LatencyKind.class);
        sum.putAll(one);
        other.forEach((kind, slice) -> sum.merge(kind, slice, LatencySlice::plus));
        return sum;
    }
}
