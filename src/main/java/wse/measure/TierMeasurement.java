package wse.measure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What carrying out one tier has measured, before it is judged. Histograms are kept whole, so that measurements of several
 * processes {@linkplain #plus(TierMeasurement) merge} without loss.
 *
 * @param connected connections that became ready
 * @param outcomes every connection attempt, once
 * @param pingOutcomes every ping, once; empty if the test sends none
 * @param latencies in microseconds
 * @param slip actual minus intended start of what had a schedule, in microseconds; empty without a schedule
 * @param ramp from the first connect to the last connection's outcome
 * @param duration of the measured part after the ramp, or of the ramp itself if connecting is the test; a flood's part ends
 *     with its last confirmation
 * @param figures what only this kind of test measures
 */
public record TierMeasurement(
        long connected,
        OutcomeCounts outcomes,
        OutcomeCounts pingOutcomes,
        Messages messages,
        Map<LatencyKind, Histogram> latencies,
        Histogram slip,
        Duration ramp,
        Duration duration,
        TestFigures figures,
        Caveats caveats) {

    public TierMeasurement {
        Objects.requireNonNull(outcomes, "outcomes");
        Objects.requireNonNull(slip, "slip");
        Objects.requireNonNull(figures, "figures");
        Objects.requireNonNull(caveats, "caveats");
        Map<LatencyKind, Histogram> copy = new EnumMap<>(LatencyKind.class);
        copy.putAll(latencies);
        latencies = copy;
    }

    /** Without a schedule, without caveats, and without figures of only one kind of test. */
    public TierMeasurement(
            long connected,
            OutcomeCounts outcomes,
            OutcomeCounts pingOutcomes,
            Messages messages,
            Map<LatencyKind, Histogram> latencies,
            Duration ramp,
            Duration duration) {
        this(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                LatencyRecorder.newHistogram(),
                ramp,
                duration,
                TestFigures.none(),
                Caveats.NONE);
    }

    /** The same with other figures of its kind of test. */
    public TierMeasurement withFigures(TestFigures others) {
        return new TierMeasurement(
                connected, outcomes, pingOutcomes, messages, latencies, slip, ramp, duration, others, caveats);
    }

    /** Connections that answered a ping at the end of the hold; empty if the test does not ask, or has not got so far. */
    public OptionalLong alive() {
        return figures.alive();
    }

    /** What a flood took; empty if the test is not one. */
    public Optional<FloodUse> flood() {
        return figures.flood();
    }

    /** Connections that the tier itself brought up; in a search, those of earlier steps are up already. */
    public long added() {
        Histogram connects = latencies.get(LatencyKind.CONNECT);
        return connects == null ? 0 : connects.getTotalCount();
    }

    /** The same with what a flood adds; the pings that confirm it stay what they are. */
    public TierMeasurement withFlood(FloodAccount account) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                account.messages(),
                latencies,
                slip,
                ramp,
                account.untilConfirmed(),
                new TestFigures.Flooding(account.use()),
                caveats);
    }

    /** The same with another account of messages. */
    public TierMeasurement withMessages(Messages account) {
        return new TierMeasurement(
                connected, outcomes, pingOutcomes, account, latencies, slip, ramp, duration, figures, caveats);
    }

    /** The same with other caveats. */
    public TierMeasurement withCaveats(Caveats others) {
        return new TierMeasurement(
                connected, outcomes, pingOutcomes, messages, latencies, slip, ramp, duration, figures, others);
    }

    /** The same with another slip. */
    public TierMeasurement withSlip(Histogram other) {
        return new TierMeasurement(
                connected, outcomes, pingOutcomes, messages, latencies, other, ramp, duration, figures, caveats);
    }

    /** The two as if one process had carried out both; times are the longer of the two. */
    public TierMeasurement plus(TierMeasurement other) {
        Map<LatencyKind, Histogram> all = new EnumMap<>(LatencyKind.class);
        latencies.forEach((kind, histogram) -> all.put(kind, histogram.copy()));
        other.latencies.forEach((kind, histogram) ->
                all.computeIfAbsent(kind, k -> LatencyRecorder.newHistogram()).add(histogram));
        Histogram slips = slip.copy();
        slips.add(other.slip);
        return new TierMeasurement(
                connected + other.connected,
                sum(outcomes, other.outcomes),
                sum(pingOutcomes, other.pingOutcomes),
                messages.plus(other.messages),
                all,
                slips,
                longer(ramp, other.ramp),
                longer(duration, other.duration),
                figures.plus(other.figures),
                caveats.plus(other.caveats));
    }

    private static OutcomeCounts sum(OutcomeCounts a, OutcomeCounts b) {
        OutcomeCounts sum = new OutcomeCounts();
        sum.add(a);
        sum.add(b);
        return sum;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
