package wse.measure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * The measurements of one tier, before they are judged. They contain complete histograms, so that the measurements of
 * several processes can be {@linkplain #plus(TierMeasurement) merged} without loss.
 *
 * @param connected connections that became ready
 * @param outcomes outcomes of all connection attempts
 * @param pingOutcomes outcomes of all pings; empty if the test sends none
 * @param latencies latencies in microseconds
 * @param slip actual minus intended start of scheduled requests, in microseconds; empty without a schedule
 * @param ramp time from the first connect to the last connection's outcome
 * @param duration duration of the measured part after the ramp, or of the ramp itself if the test measures connecting; a
 *     flood ends with its last confirmation
 * @param figures figures that only this kind of test measures
 * @param addresses the connections by address of the server; empty if it has only one
 * @param compression what compression saved; {@link CompressionUse#NONE} if nothing was compressed
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
        Caveats caveats,
        List<AddressFigures> addresses,
        CompressionUse compression) {

    public TierMeasurement {
        Objects.requireNonNull(outcomes, "outcomes");
        Objects.requireNonNull(slip, "slip");
        Objects.requireNonNull(figures, "figures");
        Objects.requireNonNull(caveats, "caveats");
        Objects.requireNonNull(compression, "compression");
        Map<LatencyKind, Histogram> copy = new EnumMap<>(LatencyKind.class);
        copy.putAll(latencies);
        latencies = copy;
        addresses = List.copyOf(addresses);
    }

    /** A measurement without a schedule, caveats, or figures that only one kind of test has. */
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
                Caveats.NONE,
                List.of(),
                CompressionUse.NONE);
    }

    /** The same measurement with other figures of its kind of test. */
    public TierMeasurement withFigures(TestFigures others) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                slip,
                ramp,
                duration,
                others,
                caveats,
                addresses,
                compression);
    }

    /**
     * Connections that answered a ping at the end of the hold; empty if the test does not check this, or did not get that
     * far.
     */
    public OptionalLong alive() {
        return figures.alive();
    }

    /** Figures of a flood; empty if the test is not one. */
    public Optional<FloodUse> flood() {
        return figures.flood();
    }

    /** Connections that the tier itself opened. In a connection-limit search, those of earlier steps are already open. */
    public long added() {
        Histogram connects = latencies.get(LatencyKind.CONNECT);
        return connects == null ? 0 : connects.getTotalCount();
    }

    /** The same measurement with the figures of a flood. The pings that confirm it are kept. */
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
                caveats,
                addresses,
                compression);
    }

    /** The same measurement with changed text in the examples of its outcomes. */
    TierMeasurement withWords(UnaryOperator<String> words) {
        return new TierMeasurement(
                connected,
                outcomes.withWords(words),
                pingOutcomes.withWords(words),
                messages,
                latencies,
                slip,
                ramp,
                duration,
                figures.withWords(words),
                caveats,
                addresses,
                compression);
    }

    /** The same measurement with the connections by address of the server. */
    public TierMeasurement withAddresses(List<AddressFigures> others) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                slip,
                ramp,
                duration,
                figures,
                caveats,
                others,
                compression);
    }

    /** The same measurement with other message counts. */
    public TierMeasurement withMessages(Messages account) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                account,
                latencies,
                slip,
                ramp,
                duration,
                figures,
                caveats,
                addresses,
                compression);
    }

    /** The same measurement with other caveats. */
    public TierMeasurement withCaveats(Caveats others) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                slip,
                ramp,
                duration,
                figures,
                others,
                addresses,
                compression);
    }

    /** The same measurement with other figures about compression. */
    public TierMeasurement withCompression(CompressionUse use) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                slip,
                ramp,
                duration,
                figures,
                caveats,
                addresses,
                use);
    }

    /** The same measurement with another slip. */
    public TierMeasurement withSlip(Histogram other) {
        return new TierMeasurement(
                connected,
                outcomes,
                pingOutcomes,
                messages,
                latencies,
                other,
                ramp,
                duration,
                figures,
                caveats,
                addresses,
                compression);
    }

    /** The sum of both, as if one process had carried out both. Of two times, the longer one is kept. */
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
                caveats.plus(other.caveats),
                AddressFigures.sum(addresses, other.addresses),
                compression.plus(other.compression));
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
