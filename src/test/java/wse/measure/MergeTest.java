package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If many members carry out a tier, their merged result equals that of one member, value by value. */
class MergeTest {

    private static final int CONNECTIONS = 1_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 26, 999, 1_000})
    void shouldMergePartsIntoTheResultOfTheWhole(int members) {
        TierMeasurement whole = measured(IntStream.range(0, CONNECTIONS));

        TierMeasurement merged = IntStream.range(0, members)
                .mapToObj(member -> measured(IntStream.iterate(member, i -> i < CONNECTIONS, i -> i + members)))
                .reduce(TierMeasurement::plus)
                .orElseThrow();

        assertThat(merged).isEqualTo(whole);
        for (LatencyKind kind : whole.latencies().keySet()) {
            assertThat(counts(merged, kind)).isEqualTo(counts(whole, kind)).hasSizeGreaterThan(100);
            assertThat(merged.latencies().get(kind)).isEqualTo(whole.latencies().get(kind));
        }
    }

    @Test
    void shouldKeepValuesThatOnlyOneOfTwoHas() {
        TierMeasurement some = measured(IntStream.of(3));
        TierMeasurement none = new TierMeasurement(
                0, new OutcomeCounts(), new OutcomeCounts(), Messages.NONE, Map.of(), Duration.ZERO, Duration.ZERO);

        assertThat(none.plus(some)).isEqualTo(some);
        assertThat(some.plus(none)).isEqualTo(some);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2_047, 2_048, LatencyRecorder.MAX_MICROS})
    void shouldWriteAndReadHistogramsWithoutLoss(long extreme) {
        Histogram histogram = latencies(new Random(5), 10_000);
        histogram.recordValueWithCount(extreme, 1L << 40);

        Histogram read = Histograms.decode(Histograms.encode(histogram));

        assertThat(read).isEqualTo(histogram);
        assertThat(read.getHighestTrackableValue()).isEqualTo(histogram.getHighestTrackableValue());
    }

    /** How a deterministic server would treat each of these connections, whichever member opens them. */
    private static TierMeasurement measured(IntStream connections) {
        OutcomeCounts outcomes = new OutcomeCounts();
        OutcomeCounts pings = new OutcomeCounts();
        Histogram connects = LatencyRecorder.newHistogram();
        Histogram service = LatencyRecorder.newHistogram();
        long[] up = new long[1];
        int[] all = connections.toArray();
        for (int connection : all) {
            Outcome outcome = connection % 7 == 0 ? Outcome.RESET : Outcome.OK;
            outcomes.count(outcome);
            up[0] += outcome.isOk() ? 1 : 0;
            pings.add(outcome, 5);
            Random random = new Random(connection);
            connects.add(latencies(random, 1));
            service.add(latencies(random, 5));
        }
        return new TierMeasurement(
                        up[0],
                        outcomes,
                        pings,
                        new Messages(5L * all.length, 5 * up[0], 175L * all.length, all.length, all.length),
                        Map.of(LatencyKind.CONNECT, connects, LatencyKind.SERVICE, service),
                        SECOND,
                        SECOND)
                .withFigures(new TestFigures.Flooding(new FloodUse(
                        SECOND,
                        3L * all.length,
                        7L * all.length,
                        all.length,
                        up[0],
                        9 * up[0],
                        0,
                        WrongMessages.NONE)));
    }

    private static Histogram latencies(Random random, int count) {
        Histogram histogram = LatencyRecorder.newHistogram();
        random.longs(count, 0, LatencyRecorder.MAX_MICROS).forEach(histogram::recordValue);
        return histogram;
    }

    private static List<Long> counts(TierMeasurement measured, LatencyKind kind) {
        Histogram histogram = measured.latencies().get(kind);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> histogram.getCountBetweenValues(
                        i * LatencyRecorder.MAX_MICROS / 1_000, (i + 1) * LatencyRecorder.MAX_MICROS / 1_000))
                .toList();
    }
}
