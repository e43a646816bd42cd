package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

    @Test
    void shouldAddUpTheSameIntervalsOfTwoProcesses() {
        TimeSeries one = series(Intervals.pings(0, 1_000, 10, 100), Intervals.pings(1_000, 2_010, 20, 100));
        TimeSeries other = series(Intervals.pings(0, 1_080, 1, 900), Intervals.pings(1_080, 1_990, 2, 900));

        List<Interval> both = one.plusMember(other).intervals();

        assertThat(both).hasSize(2);
        assertThat(both.get(1).counts().pingsAnswered()).isEqualTo(22);
        assertThat(both.get(1).latency(LatencyKind.SERVICE).orElseThrow().count())
                .isEqualTo(22);
        assertThat(both.get(1).latency(LatencyKind.SERVICE).orElseThrow().max()).isEqualTo(900);
        assertThat(both.get(1).client().rssBytes()).isEqualTo(200L << 20);
        assertThat(both.get(0).client().cpuSeconds()).isEqualTo(1.04);
    }

    @Test
    void shouldMergeIntervalsThatDoNotMatchThoseOfTheOtherProcess() {
        TimeSeries one = series(
                Intervals.pings(0, 1_000, 1, 100),
                Intervals.pings(1_000, 2_000, 2, 100),
                Intervals.pings(2_000, 3_000, 4, 100));
        TimeSeries stalled = series(Intervals.pings(0, 2_050, 8, 100), Intervals.pings(2_050, 3_020, 16, 100));

        List<Interval> both = one.plusMember(stalled).intervals();

        assertThat(both)
                .extracting(interval -> interval.counts().pingsAnswered())
                .containsExactly(11L, 20L);
        assertThat(both).extracting(Interval::begin).containsExactly(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    void shouldNotInventTheUsageOfAProcessThatHasEnded() {
        TimeSeries one = series(
                Intervals.pings(0, 1_000, 1, 100),
                Intervals.pings(1_000, 2_000, 2, 100),
                Intervals.pings(2_000, 3_000, 4, 100));
        TimeSeries shorter = series(Intervals.pings(0, 1_000, 8, 100));

        for (TimeSeries both : List.of(one.plusMember(shorter), shorter.plusMember(one))) {
            assertThat(both.intervals())
                    .extracting(interval -> interval.counts().pingsAnswered())
                    .containsExactly(9L, 2L, 4L);
            assertThat(both.intervals().get(0).client().rssBytes()).isEqualTo(200L << 20);
            assertThat(both.intervals().get(2).client()).isEqualTo(ProcessLoad.UNKNOWN);
        }
    }

    @Test
    void shouldKeepTheCountsOfLastIntervalsThatEndAtDifferentTimes() {
        TimeSeries one = series(Intervals.pings(0, 1_000, 1, 100), Intervals.pings(1_000, 1_400, 2, 100));
        TimeSeries longer = series(Intervals.pings(0, 1_000, 4, 100), Intervals.pings(1_000, 2_000, 8, 100));

        Interval last = one.plusMember(longer).intervals().get(1);

        assertThat(last.counts().pingsAnswered()).isEqualTo(10);
        assertThat(last.end()).isEqualTo(Duration.ofSeconds(2));
        assertThat(last.client()).isEqualTo(ProcessLoad.UNKNOWN);
    }

    @Test
    void shouldShowTheServerOnlyWhereItWasObserved() {
        TimeSeries client = series(
                Intervals.pings(0, 1_000, 1, 100),
                Intervals.pings(1_000, 2_000, 2, 100),
                Intervals.pings(2_000, 3_000, 4, 100));

        List<Interval> both = client.withServer(
                        List.of(Intervals.server(0, 1_010), Intervals.server(1_010, 2_000)), Duration.ofMillis(20))
                .intervals();

        assertThat(both).hasSize(3);
        assertThat(both.get(1).server().cpuSeconds()).isEqualTo(0.495);
        assertThat(both.get(1).client().cpuSeconds()).isEqualTo(0.5);
        assertThat(both.get(2).server()).isEqualTo(ProcessLoad.UNKNOWN);
        assertThat(both.get(2).counts().pingsAnswered()).isEqualTo(4);
    }

    @Test
    void shouldShiftTheServerIfItWasObservedBeforeTheClientBegan() {
        TimeSeries client = series(Intervals.pings(0, 1_000, 1, 100), Intervals.pings(1_000, 2_000, 2, 100));

        List<Interval> both = client.withServer(
                        List.of(
                                Intervals.server(0, 1_000),
                                Intervals.server(1_000, 2_100),
                                Intervals.server(2_100, 3_100)),
                        Duration.ofMillis(1_100))
                .intervals();

        assertThat(both.get(0).server()).isEqualTo(ProcessLoad.UNKNOWN);
        assertThat(both.get(1).server().cpuSeconds()).isEqualTo(0.5);
    }

    @Test
    void shouldNotOverlapWhenProcessesEndAtDifferentTimes() {
        TimeSeries one = series(
                Intervals.pings(0, 1_000, 1, 100),
                Intervals.pings(1_000, 2_000, 2, 100),
                Intervals.pings(2_000, 2_130, 0, 100));
        TimeSeries other = series(Intervals.pings(0, 1_000, 4, 100), Intervals.pings(1_000, 2_250, 8, 100));

        for (TimeSeries both : List.of(one.plusMember(other), other.plusMember(one))) {
            assertThat(both.intervals())
                    .extracting(interval -> interval.counts().pingsAnswered())
                    .containsExactly(5L, 10L);
        }
    }

    @Test
    void shouldBoundTheIntervalsOfADayWithoutLosingAValue() {
        IntervalList list = new IntervalList(TimeSeries.MOST_INTERVALS);
        int day = 24 * 60 * 60;
        Interval second = Intervals.pings(0, 1_000, 3, 100);
        for (int i = 0; i < day; i++) {
            list.add(new Interval(
                    Duration.ofSeconds(i),
                    second.length(),
                    i % 1_000 == 0 ? second.latencies() : Map.of(),
                    second.counts(),
                    second.client(),
                    second.server()));
        }

        List<Interval> intervals = list.now();

        assertThat(intervals.size()).isBetween(TimeSeries.MOST_INTERVALS / 2, TimeSeries.MOST_INTERVALS);
        assertThat(intervals.get(0).length()).isEqualTo(Duration.ofSeconds(512));
        assertThat(intervals.get(intervals.size() - 1).end()).isEqualTo(Duration.ofDays(1));
        assertThat(intervals.stream()
                        .mapToLong(interval -> interval.counts().pingsAnswered())
                        .sum())
                .isEqualTo(3L * day);
        assertThat(intervals.stream()
                        .flatMap(interval -> interval.latency(LatencyKind.SERVICE).stream())
                        .mapToLong(LatencySlice::count)
                        .sum())
                .isEqualTo(3L * 87);
        for (int i = 1; i < intervals.size(); i++) {
            assertThat(intervals.get(i).begin()).isEqualTo(intervals.get(i - 1).end());
        }
    }

    @Test
    void shouldMergeNeighboursForAPageWithManyTiers() {
        TimeSeries series = series(IntStream.range(0, 100)
                .mapToObj(i -> Intervals.pings(1_000L * i, 1_000L * (i + 1), i, 100))
                .toArray(Interval[]::new));

        List<Interval> merged = series.atMost(30).intervals();

        assertThat(merged).hasSize(25);
        assertThat(merged.get(24).counts().pingsAnswered()).isEqualTo(96 + 97 + 98 + 99);
        assertThat(series.atMost(100)).isEqualTo(series);
    }

    @Test
    void shouldOmitPercentilesThatTheValuesCannotCarry() {
        LatencySlice few =
                Intervals.pings(0, 1_000, 99, 100).latency(LatencyKind.SERVICE).orElseThrow();
        LatencySlice enough = few.plus(
                Intervals.pings(0, 1_000, 1, 100).latency(LatencyKind.SERVICE).orElseThrow());

        assertThat(few.of(Percentile.P99)).isEqualTo(OptionalLong.empty());
        assertThat(enough.of(Percentile.P99)).isEqualTo(OptionalLong.of(100));
        assertThat(LatencySlice.decode(enough.encoded())).isEqualTo(enough);
    }

    private static TimeSeries series(Interval... intervals) {
        return new TimeSeries(Instant.EPOCH, List.of(intervals), List.of());
    }
}
