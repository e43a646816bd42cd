package wse.measure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * What carrying out one tier has measured, before it is judged: the raw material of a {@link TierResult}. Histograms are
 * kept whole, so that measurements of several processes {@linkplain #plus(TierMeasurement) merge} without loss.
 *
 * @param connected connections that became ready
 * @param alive connections that answered a ping at the end of the hold; null where the test does not ask
 * @param outcomes every connection attempt, once
 * @param pingOutcomes every ping, once; empty where the test sends none
 * @param latencies in microseconds
 * @param ramp from the first connect to the last connection's outcome
 * @param duration of the measured part after the ramp (of the ramp itself where that is the test); of a flood to its last
 *     confirmation
 * @param flood null where the test is none
 */
public record TierMeasurement(
        long connected,
        Long alive,
        OutcomeCounts outcomes,
        OutcomeCounts pingOutcomes,
        Messages messages,
        Map<LatencyKind, Histogram> latencies,
        Duration ramp,
        Duration duration,
        FloodUse flood) {

    public TierMeasurement {
        Objects.requireNonNull(outcomes, "outcomes");
        Map<LatencyKind, Histogram> copy = new EnumMap<>(LatencyKind.class);
        copy.putAll(latencies);
        latencies = copy;
    }

    /** Connections that the tier itself brought up: those of a probe's steps before stand already. */
    public long added() {
        Histogram connects = latencies.get(LatencyKind.CONNECT);
        return connects == null ? 0 : connects.getTotalCount();
    }

    /** The same with what a flood adds; the pings of its confirmation stay what they are. */
    public TierMeasurement withFlood(FloodAccount account) {
        return new TierMeasurement(
                connected,
                alive,
                outcomes,
                pingOutcomes,
                account.messages(),
                latencies,
                ramp,
                account.untilConfirmed(),
                account.use());
    }

    /** The same with another account of messages. */
    public TierMeasurement withMessages(Messages account) {
        return new TierMeasurement(connected, alive, outcomes, pingOutcomes, account, latencies, ramp, duration, flood);
    }

    /** The two as if one process had carried out both; times are the longer of the two. */
    public TierMeasurement plus(TierMeasurement other) {
        OutcomeCounts allOutcomes = sum(outcomes, other.outcomes);
        OutcomeCounts allPings = sum(pingOutcomes, other.pingOutcomes);
        Map<LatencyKind, Histogram> all = new EnumMap<>(LatencyKind.class);
        latencies.forEach((kind, histogram) -> all.put(kind, histogram.copy()));
        other.latencies.forEach((kind, histogram) ->
                all.computeIfAbsent(kind, k -> LatencyRecorder.newHistogram()).add(histogram));
        return new TierMeasurement(
                connected + other.connected,
                alive == null && other.alive == null ? null : orZero(alive) + orZero(other.alive),
                allOutcomes,
                allPings,
                messages.plus(other.messages),
                all,
                longer(ramp, other.ramp),
                longer(duration, other.duration),
                sum(flood, other.flood));
    }

    private static FloodUse sum(FloodUse a, FloodUse b) {
        return a == null ? b : b == null ? a : a.plus(b);
    }

    private static OutcomeCounts sum(OutcomeCounts a, OutcomeCounts b) {
        OutcomeCounts sum = new OutcomeCounts();
        sum.add(a);
        sum.add(b);
        return sum;
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
