package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.measure.LatencyKind.CONNECT;
import static wse.measure.LatencyKind.RESPONSE;
import static wse.measure.LatencyKind.SERVICE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import wse.measure.Bound;
import wse.measure.FloodUse;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.Verdict;
import wse.measure.WrongMessages;

class JudgeTest {

    private static final Histogram NO_SLIP = LatencyRecorder.newHistogram();
    private static final Map<LatencyKind, Histogram> ONE_MILLISECOND = Map.of(SERVICE, micros(1_000, 1_000));

    /** A hundred values, 98 equal to the median and 2 to the tail, so that these are p50 and p99. */
    private static Histogram micros(long p50, long p99) {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(p50, 98);
        histogram.recordValueWithCount(p99, 2);
        return histogram;
    }

    private static LoopReading loop(double cpuPercent, double waitPercent, Histogram lag) {
        return new LoopReading("loop-1", cpuPercent, waits(waitPercent), Optional.empty(), lag);
    }

    private static Optional<CoreWaits> waits(double percent) {
        return Optional.of(new CoreWaits(percent, 201));
    }

    private static LoopReading idleLoop() {
        return loop(10, 1.0, micros(50, 100));
    }

    private static ClientReading client(double machinePercent, Histogram slip, LoopReading... loops) {
        return new ClientReading(10, 2, 2, machinePercent, 1, 1, 5, 50, List.of(loops), slip);
    }

    private static ClientReading collecting(double maxMs, double totalMs) {
        return new ClientReading(10, 2, 2, 50.0, 1, 1, maxMs, totalMs, List.of(idleLoop()), NO_SLIP);
    }

    private static void assertValid(Judgement judgement) {
        assertThat(judgement).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN));
    }

    private static void assertSuspect(Judgement judgement, String reason) {
        assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(judgement.reasons()).singleElement().asString().contains(reason);
    }

    @Test
    void shouldNameAHypervisorThatTookTheCoresOfALateLoop() {
        Optional<CoreUse> cores = Optional.of(new CoreUse(50, 3, 31));
        LoopReading late = new LoopReading("loop-1", 10, waits(1.0), cores, micros(3_000, 3_000));

        assertSuspect(
                Judge.judge(client(99, NO_SLIP, late), ONE_MILLISECOND),
                "; the hypervisor gave 31 % of the cores to other virtual machines");
    }

    @Test
    void shouldDoubtATierInWhichTheClientMadeConnectionsFail() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 2);
        outcomes.count(Outcome.RESET);
        Judgement valid = Judge.judge(client(20, NO_SLIP, idleLoop()), ONE_MILLISECOND);
        assertValid(Judge.withFailuresOfTheClient(valid, outcomes));

        outcomes.count(Outcome.CLIENT_LIMIT);
        outcomes.explain(Outcome.CLIENT_LIMIT, new OutcomeDetail("wse.maxMessageSize"));

        assertSuspect(Judge.withFailuresOfTheClient(valid, outcomes), "1 of 4 with CLIENT_LIMIT (wse.maxMessageSize)");
    }

    @Test
    void shouldDoubtATierInWhichTheClientGaveUpOnConnections() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 2);
        outcomes.count(Outcome.READY_TIMEOUT);
        outcomes.explain(Outcome.READY_TIMEOUT, new OutcomeDetail("within 10 ms (wse.readyTimeout)"));
        Judgement valid = Judge.judge(client(20, NO_SLIP, idleLoop()), ONE_MILLISECOND);

        assertSuspect(
                Judge.withFailuresOfTheClient(valid, outcomes),
                "the client's time-outs ended connections: 1 of 3 with READY_TIMEOUT (within 10 ms (wse.readyTimeout))");
    }

    @Test
    void shouldTrustAnIdlePunctualClient() {
        assertValid(Judge.judge(client(20, micros(10, 100), idleLoop()), ONE_MILLISECOND));
    }

    @Test
    void shouldTrustAnIdleClientNextToABusyServer() {
        assertValid(Judge.judge(client(100, NO_SLIP, idleLoop()), Map.of(SERVICE, micros(900_000, 2_000_000))));
    }

    @Test
    void shouldSuspectASaturatedLoop() {
        assertValid(Judge.judge(client(50, NO_SLIP, loop(89, 1.0, micros(10, 10))), ONE_MILLISECOND));
        assertSuspect(
                Judge.judge(client(50, NO_SLIP, idleLoop(), loop(89, 1.1, micros(10, 10))), ONE_MILLISECOND),
                "an event loop of the client was saturated: loop-1 had work for 90 % of the time: it ran for 89 % and waited"
                        + " for a core for 1 %");
        LoopReading withoutWaits = new LoopReading("loop-1", 91, Optional.empty(), Optional.empty(), micros(10, 10));
        assertSuspect(Judge.judge(client(50, NO_SLIP, withoutWaits), ONE_MILLISECOND), "ran for 91 %");
    }

    @Test
    void shouldSuspectALoopThatIsStarvedOfCpu() {
        assertSuspect(
                Judge.judge(client(100, NO_SLIP, loop(45, 46.0, micros(10, 10))), ONE_MILLISECOND),
                "an event loop of the client was starved of CPU: loop-1 ran for 45 % of the time and waited for a core for"
                        + " 46 %");
    }

    @Test
    void shouldSuspectALoopThatWaitsLongerThanItRuns() {
        assertSuspect(
                Judge.judge(client(100, NO_SLIP, loop(10, 10.1, micros(10, 10)), idleLoop()), ONE_MILLISECOND),
                "an event loop of the client was starved of CPU: loop-1 ran for 10 % of the time and waited for a core for"
                        + " 10 %");
        assertValid(Judge.judge(client(100, NO_SLIP, loop(11, 10.9, micros(10, 10))), ONE_MILLISECOND));
        assertValid(Judge.judge(client(100, NO_SLIP, loop(1, 10.0, micros(10, 10))), ONE_MILLISECOND));
        assertValid(Judge.judge(
                client(100, NO_SLIP, loop(10, 10.1, micros(10, 10))), Map.of(SERVICE, micros(1_006, 9_000))));
    }

    @Test
    void shouldSuspectLagBetweenMedianAndTail() {
        Histogram lag = LatencyRecorder.newHistogram();
        lag.recordValueWithCount(10, 94);
        lag.recordValueWithCount(3_000, 6);
        Histogram latency = LatencyRecorder.newHistogram();
        latency.recordValueWithCount(1_000, 98);
        latency.recordValueWithCount(100_000, 2);

        assertSuspect(
                Judge.judge(client(50, NO_SLIP, loop(50, 5.0, lag)), Map.of(SERVICE, latency)),
                "the client's event loops lagged behind: 3.0 ms at p95, which is longer than the whole service latency of 1.00 ms at p95");
    }

    private static Histogram delays(long micros, int count, int late) {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(10, count - late);
        histogram.recordValueWithCount(micros, late);
        return histogram;
    }

    @Test
    void shouldJudgeADelayOnlyByPercentilesThatItHasEnoughValuesFor() {
        Map<LatencyKind, Histogram> latencies = Map.of(RESPONSE, micros(1_000, 1_000));

        assertValid(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, delays(9_000, 40, 1))), latencies));
        assertValid(Judge.judge(client(50, delays(9_000, 99, 2), idleLoop()), latencies));
        assertSuspect(
                Judge.judge(client(50, NO_SLIP, loop(50, 5.0, delays(9_000, 40, 3))), latencies), "9.0 ms at p95");
        assertSuspect(Judge.judge(client(50, delays(9_000, 100, 2), idleLoop()), latencies), "9.0 ms at p99");
        assertSuspect(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, delays(9_000, 2, 2))), latencies), "9.0 ms at p50");
        assertValid(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, delays(9_000, 1, 1))), latencies));
    }

    @Test
    void shouldSuspectLagThatIsALargePartOfTheLatency() {
        Histogram lag = micros(100, 8_000);

        assertValid(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, lag)), Map.of(SERVICE, micros(1_000, 40_100))));
        assertSuspect(
                Judge.judge(client(50, NO_SLIP, loop(50, 5.0, lag)), Map.of(SERVICE, micros(1_000, 39_900))),
                "the client's event loops lagged behind: 8.0 ms at p99, which is 20 % of the service latency at p99");
    }

    @Test
    void shouldAlsoSuspectLagBelowTheTail() {
        assertSuspect(
                Judge.judge(
                        client(99, NO_SLIP, loop(50, 5.0, micros(5_000, 6_000))),
                        Map.of(CONNECT, micros(9_000, 900_000))),
                "5.0 ms at p95, which is 56 % of the connect latency at p95; the machine's cores were 99 % busy");
    }

    @Test
    void shouldNotMistakeTheResolutionOfTimersForLag() {
        assertValid(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, micros(2_000, 2_000))), ONE_MILLISECOND));
        assertThat(Judge.judge(client(50, NO_SLIP, loop(50, 5.0, micros(2_010, 2_010))), ONE_MILLISECOND)
                        .verdict())
                .isEqualTo(Verdict.SUSPECT);
    }

    @Test
    void shouldSuspectSlipThatIsALargePartOfTheLatency() {
        Map<LatencyKind, Histogram> latencies =
                Map.of(SERVICE, micros(1_000, 70_000), RESPONSE, micros(1_000, 100_000));

        assertValid(Judge.judge(client(50, micros(10, 15_000), idleLoop()), latencies));
        assertSuspect(
                Judge.judge(client(50, micros(10, 30_000), idleLoop()), latencies),
                "the client sent later than scheduled: 30.0 ms at p99");
    }

    @Test
    void shouldSuspectAClientThatUsesAllItsCores() {
        ClientReading busy = new ClientReading(10, 18.1, 2, null, 1, 1, 0, 0, List.of(idleLoop()), NO_SLIP);
        ClientReading almost = new ClientReading(10, 18, 2, null, 1, 1, 0, 0, List.of(idleLoop()), NO_SLIP);

        assertSuspect(
                Judge.judge(busy, ONE_MILLISECOND),
                "the client process used almost all of its cores: 91 % of the 2 cores that it may use");
        assertValid(Judge.judge(almost, ONE_MILLISECOND));
    }

    @Test
    void shouldSuspectACollectionLongerThanTheReportedTail() {
        Map<LatencyKind, Histogram> latencies = Map.of(SERVICE, micros(1_000, 30_000));

        assertValid(Judge.judge(collecting(30, 100), latencies));
        assertSuspect(
                Judge.judge(collecting(31, 100), latencies),
                "garbage collections stopped the client: one took 31 ms, longer than the service latency of 30.02 ms at p99");
        assertValid(Judge.judge(collecting(20, 100), ONE_MILLISECOND));
        assertSuspect(Judge.judge(collecting(21, 100), ONE_MILLISECOND), "21 ms");
    }

    @Test
    void shouldSuspectFrequentCollections() {
        assertValid(Judge.judge(collecting(5, 500), ONE_MILLISECOND));
        assertSuspect(
                Judge.judge(collecting(5, 501), ONE_MILLISECOND),
                "garbage collections stopped the client: they took 5.01 % of the time");
    }

    @Test
    void shouldJudgeWithoutAnyLatency() {
        Map<LatencyKind, Histogram> nothing = Map.of(CONNECT, LatencyRecorder.newHistogram());

        assertValid(Judge.judge(client(50, micros(9_000, 9_000), loop(1, 0.0, micros(9_000, 9_000))), nothing));
        assertSuspect(Judge.judge(client(50, NO_SLIP, loop(99, 0.0, micros(10, 10))), nothing), "was saturated");
    }

    private static Judgement flood(double loopPercent, double blockedPercent, double drainSeconds, boolean sendsOnly) {
        return flood(loop(loopPercent, 1.0, micros(10, 10)), blockedPercent, drainSeconds, sendsOnly);
    }

    private static Judgement flood(LoopReading loop, double blockedPercent, double drainSeconds, boolean sendsOnly) {
        ClientReading reading = client(50, NO_SLIP, loop);
        FloodUse use = new FloodUse(
                Duration.ofSeconds(10), (long) (blockedPercent * 1_000), 100_000, 1, 0, 0, 0, WrongMessages.NONE);
        Duration confirmed = Duration.ofMillis((long) (10_000 + 1_000 * drainSeconds));
        return Judge.judgeFlood(reading, Map.of(), use, confirmed, sendsOnly);
    }

    @Test
    void shouldNameTheServerAsTheLimitIfSocketsWereFullOrItFellBehind() {
        assertThat(flood(20, 51, 0, true)).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.SERVER));
        assertThat(flood(20, 0, 1.2, true).bound()).isEqualTo(Bound.SERVER);
        assertThat(flood(20, 50, 1.0, true)).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN));
        assertThat(flood(20, 0, 0, false).bound()).isEqualTo(Bound.SERVER);
    }

    @Test
    void shouldNameTheClientAsTheLimitIfItWasSaturated() {
        Judgement judgement = flood(95, 97, 5, true);
        assertSuspect(judgement, "was saturated");
        assertThat(judgement.bound()).isEqualTo(Bound.CLIENT);
        assertThat(flood(95, 0, 0, false).bound()).isEqualTo(Bound.CLIENT);
    }

    @Test
    void shouldSuspectAStarvedClientOfAFloodEvenIfItsLatencyDoesNotShowIt() {
        LoopReading starved = loop(24, 30.0, micros(10, 10));

        for (double blocked : List.of(0.0, 72.0)) {
            assertSuspect(
                    flood(starved, blocked, 0, true),
                    "was starved of CPU: loop-1 ran for 24 % of the time and waited for a core for 30 %");
        }
        assertThat(flood(starved, 72, 0, true).bound()).isEqualTo(Bound.SERVER);
        assertThat(flood(starved, 0, 0, true).bound()).isEqualTo(Bound.UNKNOWN);
        assertThat(flood(starved, 0, 0, false).bound()).isEqualTo(Bound.UNKNOWN);
        LoopReading neverIdle = loop(40, 55.0, micros(10, 10));
        assertThat(flood(neverIdle, 72, 0, true).bound()).isEqualTo(Bound.CLIENT);
        assertThat(flood(neverIdle, 0, 0, true).bound()).isEqualTo(Bound.CLIENT);
        assertThat(flood(neverIdle, 0, 0, false).bound()).isEqualTo(Bound.CLIENT);
        assertSuspect(flood(loop(30, 20.1, micros(10, 10)), 72, 0, true), "waited for a core for 20 %");
        assertThat(flood(loop(30, 20.0, micros(10, 10)), 72, 0, true))
                .isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.SERVER));
    }

    private static Judgement floodAmong(
            double cpuPercent, double waitPercent, double idlePercent, double unrelatedPercent) {
        Optional<CoreUse> cores = Optional.of(new CoreUse(idlePercent, unrelatedPercent, 0));
        return flood(new LoopReading("loop-1", cpuPercent, waits(waitPercent), cores, micros(10, 10)), 99, 0, true);
    }

    /** Measured in a flood of wse-server 2.5.1, while another process used up the client's core. */
    @Test
    void shouldSuspectAClientOfAFloodThatSharesItsCoreWithAnUnrelatedProgram() {
        Judgement judgement = floodAmong(4.1, 4.8, 0, 93.4);

        assertSuspect(
                judgement,
                "was starved of CPU: loop-1 ran for 4 % of the time and waited for a core for 5 %, and unrelated programs"
                        + " used up to 93 % of its cores");
        assertThat(judgement.bound()).isEqualTo(Bound.SERVER);
    }

    /** Measured without the other process: on one core with the JVM's other threads, and on two cores with the server. */
    @Test
    void shouldTrustAClientThatWaitsOnlyForItselfAndForTheServer() {
        Judgement valid = new Judgement(Verdict.VALID, List.of(), Bound.SERVER);

        assertThat(floodAmong(4.5, 1.8, 89.7, 0.5)).isEqualTo(valid);
        assertThat(floodAmong(4.6, 6.6, 0.8, 1.1)).isEqualTo(valid);
    }

    @Test
    void shouldSuspectAClientNextToUnrelatedProgramsOnlyIfTheySlowItDown() {
        assertThat(floodAmong(8, 2.1, 9, 21).verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(floodAmong(8, 1.9, 9, 21).verdict()).as("hardly waits").isEqualTo(Verdict.VALID);
        assertThat(floodAmong(8, 2.1, 11, 21).verdict()).as("has room").isEqualTo(Verdict.VALID);
        assertThat(floodAmong(8, 2.1, 9, 19).verdict())
                .as("few unrelated programs")
                .isEqualTo(Verdict.VALID);
        assertThat(floodAmong(0.4, 0.5, 0, 99).verdict())
                .as("hardly wants a core")
                .isEqualTo(Verdict.VALID);
    }
}
