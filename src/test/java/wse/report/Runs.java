package wse.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Named;
import wse.config.TestKind;
import wse.measure.AddressFigures;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** Runs like those that the simulations measure: log-normal latencies with a fixed seed, failures, both verdicts. */
final class Runs {

    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(5);

    private Runs() {}

    /** One run of every kind. They are immutable. */
    static Stream<RunResult> all() {
        return All.RUNS.stream();
    }

    /** The same with short names: JUnit would otherwise print all values of all histograms. */
    static Stream<Named<RunResult>> named() {
        return all().map(run -> Named.of(run.test().label(), run));
    }

    private static final class All {

        private static final List<RunResult> RUNS = List.of(
                storm(),
                ping(),
                hold(),
                bare(),
                FloodRuns.throughput(),
                FloodRuns.nothingSent(),
                FloodRuns.throughputIn(),
                FloodRuns.throughputEcho(),
                FloodRuns.wrongEchoes(),
                FloodRuns.sizeMatrix(),
                FloodRuns.formats(),
                LimitRuns.capped(),
                LimitRuns.unlimited(),
                LimitRuns.rateLimited(),
                TimeRuns.hold(),
                TimeRuns.storm(),
                twoAddresses(),
                FloodRuns.compressed(),
                ScenarioRuns.hello());
    }

    /** Five tiers; in the last one, the server limits its pending handshakes. */
    static RunResult storm() {
        List<TierResult> tiers = new ArrayList<>();
        int[] sizes = {100, 500, 1_000, 2_000, 5_000};
        for (int size : sizes) {
            int failed = size == 5_000 ? 212 : 0;
            tiers.add(stormTier(size, failed));
        }
        return run(TestKind.CONNECTION_STORM, "wse.simulations.ConnectionStormSimulation", "netty", tiers, null);
    }

    /** A storm on two addresses of a server; a third one did not answer the first contact. */
    static RunResult twoAddresses() {
        TierResult tier = stormTier(1_000, 212);
        OutcomeCounts failing = outcomes(288);
        failing.add(Outcome.CONNECT_TIMEOUT, 53);
        failing.add(Outcome.RESET, 159);
        List<AddressFigures> addresses = List.of(
                new AddressFigures(
                        "10.0.0.1", outcomes(500), latencies(500, 900, 0.3, 21), latencies(500, 9_000, 0.4, 22)),
                new AddressFigures(
                        "2001:db8::1", failing, LatencyRecorder.newHistogram(), latencies(288, 11_000, 0.4, 23)));
        ClientResult client = tier.client();
        TierResult spread = new TierResult(
                tier.shape(),
                client.withMeasured(client.measured().withAddresses(addresses)),
                tier.server(),
                tier.findings());
        RunResult run = run(
                TestKind.CONNECTION_STORM, "wse.simulations.ConnectionStormSimulation", "netty", List.of(spread), null);
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt(),
                run.config(),
                run.machine(),
                new RunResult.Target(
                        "server.example", 5006, "wse server", null, List.of("10.0.0.2: connection refused"), null),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                run.connectionLimit());
    }

    private static TierResult stormTier(int size, int failed) {
        OutcomeCounts outcomes = outcomes(size - failed);
        outcomes.add(Outcome.CONNECT_TIMEOUT, failed / 4);
        outcomes.add(Outcome.RESET, failed - failed / 4);
        outcomes.explain(
                Outcome.RESET, new OutcomeDetail("HTTP 503: \"<b>full</b>\"", Optional.of(Duration.ofMillis(1_500))));
        Duration ramp = Duration.ofNanos((long) (size / 9_500.0 * 1e9) + 4_123_457);
        TierMeasurement measured = new TierMeasurement(
                size - failed,
                outcomes,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(
                        LatencyKind.CONNECT, latencies(size - failed, 40 * size, 0.45, size),
                        LatencyKind.RESPONSE, latencies(size - failed, 60 * size, 0.35, size)),
                ramp,
                ramp);
        List<String> findings =
                failed == 0 ? List.of() : List.of("the server accepted 4,788 connections, the client counts 4,788");
        double cpu = 0.08 + size / 20_000.0;
        long ready = (long) size - failed;
        ServerUsage server = new ServerUsage(
                cpu, 48L << 20, 0L, 0L, ready, 0L, ready, null, null, null, null, null, null, List.of());
        return new TierResult(
                new TierShape.Storm(size),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), client(size, null)),
                server,
                findings);
    }

    /**
     * The closed form and the open schedule for each size; in the last open tier, the server was frozen for two
     * seconds.
     */
    static RunResult ping() {
        List<TierResult> tiers = new ArrayList<>();
        for (int size : new int[] {100, 1_000, 5_000}) {
            tiers.add(closedPings(size));
            tiers.add(openPings(size));
        }
        return run(TestKind.PING_LATENCY, "wse.simulations.PingLatencySimulation", "gatling", tiers, null);
    }

    private static TierResult closedPings(int size) {
        long pings = size * 50L;
        TierMeasurement measured = new TierMeasurement(
                size,
                outcomes(size),
                outcomes(pings),
                new Messages(pings, pings, pings * 38, size),
                latencies(Map.of(
                        LatencyKind.CONNECT, latencies(size, 30 * size, 0.4, 1),
                        LatencyKind.SERVICE, latencies(pings, 7 * size, 0.35, 2))),
                Duration.ofMillis(size / 8),
                Duration.ofMillis(60 + size / 3));
        return new TierResult(
                TierShape.Pings.closed(size),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), client(size, null)),
                counted(size, pings),
                List.of());
    }

    private static TierResult openPings(int size) {
        long pings = size * 100L;
        boolean frozen = size == 5_000;
        long timedOut = frozen ? 37 : 0;
        OutcomeCounts pingOutcomes = outcomes(pings - timedOut);
        pingOutcomes.add(Outcome.PONG_TIMEOUT, timedOut);
        Histogram service = latencies(pings - timedOut, 180 + size / 40, 0.5, 3);
        Histogram response = latencies(pings - timedOut, 200 + size / 40, 0.55, 3);
        if (frozen) {
            service.recordValueWithCount(PONG_TIMEOUT.toNanos() / 1_000, timedOut);
            response.reset();
            response.add(latencies(pings * 4 / 5, 310, 0.5, 4));
            new Random(5)
                    .longs(pings - timedOut - pings * 4 / 5, 300, 2_000_000)
                    .forEach(response::recordValue);
            response.recordValueWithCount(PONG_TIMEOUT.toNanos() / 1_000, timedOut);
        }
        TierMeasurement measured = new TierMeasurement(
                size,
                outcomes(size),
                pingOutcomes,
                new Messages(pings, pings - timedOut, pings * 38, size),
                latencies(Map.of(
                        LatencyKind.CONNECT, latencies(size, 31 * size, 0.4, 6),
                        LatencyKind.SERVICE, service,
                        LatencyKind.RESPONSE, response)),
                Duration.ofMillis(size / 8),
                Duration.ofSeconds(10));
        List<Reason> reasons = frozen
                ? List.of(
                        new Reason(
                                Reason.Cause.LATE_SENDS, "4.2 ms at p99, which is 21 % of the response latency at p99"),
                        new Reason(Reason.Cause.OTHER, "all cores were busy: 97.3 % of the machine, over 90 %"))
                : List.of();
        return new TierResult(
                TierShape.Pings.open(size, 10.0),
                new ClientResult(
                        measured,
                        new Judgement(frozen ? Verdict.SUSPECT : Verdict.VALID, reasons, Bound.UNKNOWN),
                        client(size, frozen ? 4.21 : 0.084)),
                counted(size, pings),
                frozen ? List.of("37 pings were not answered within 5 s; they are recorded at 5 s") : List.of());
    }

    /** Ten connections that get answers after 1 ms, or none. */
    static TierResult openPings(int answered, int unanswered) {
        OutcomeCounts pings = outcomes(answered);
        pings.add(Outcome.PONG_TIMEOUT, unanswered);
        Histogram times = latencies(0, 1, 0, 1);
        times.recordValueWithCount(1_000, answered);
        times.recordValueWithCount(PONG_TIMEOUT.toNanos() / 1_000, unanswered);
        TierMeasurement measured = new TierMeasurement(
                10,
                outcomes(10),
                pings,
                new Messages(answered + unanswered, answered, 0, 10),
                latencies(Map.of(
                        LatencyKind.CONNECT, latencies(10, 1_000, 0, 1),
                        LatencyKind.SERVICE, times,
                        LatencyKind.RESPONSE, times)),
                Duration.ofMillis(1),
                Duration.ofSeconds(1));
        return new TierResult(
                TierShape.Pings.open(10, 10.0),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), client(10, null)),
                counted(10, answered + unanswered),
                List.of());
    }

    /** Two tiers held; the second loses connections, and the run is stopped in the third. */
    static RunResult hold() {
        List<TierResult> tiers = List.of(
                holdTier(1_000, 1_000, Verdict.VALID), holdTier(10_000, 9_874, Verdict.VALID), stoppedTier(20_000));
        return run(
                TestKind.SUSTAINED_HOLD,
                "wse.simulations.SustainedHoldSimulation",
                "netty",
                tiers,
                "stopped by the user in the tier of 20,000 connections");
    }

    /** A run without any connection, of which only the outcomes are known. */
    static RunResult bare() {
        OutcomeCounts refused = new OutcomeCounts();
        refused.add(Outcome.CONNECT_REFUSED, 100);
        TierMeasurement measured = new TierMeasurement(
                0,
                refused,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(LatencyKind.CONNECT, LatencyRecorder.newHistogram()),
                Duration.ofMillis(3),
                Duration.ofMillis(3));
        TierResult tier = new TierResult(
                new TierShape.Storm(100),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
        return new RunResult(
                TestKind.CONNECTION_STORM,
                "wse.simulations.ConnectionStormSimulation",
                "gatling",
                Instant.EPOCH,
                Map.of(),
                new RunResult.Machine("Linux", "unknown", 1, 1L << 30, "17", null, null),
                new RunResult.Target("127.0.0.1", 1, "unknown"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(tier),
                Optional.empty());
    }

    private static TierResult holdTier(int size, long alive, Verdict verdict) {
        long pings = size * 6L;
        OutcomeCounts pingOutcomes = outcomes(pings - (size - alive));
        pingOutcomes.add(Outcome.closedByServer(1001), size - alive);
        TierMeasurement measured = new TierMeasurement(
                        size,
                        outcomes(size),
                        pingOutcomes,
                        new Messages(pings, pings - (size - alive), pings * 38, size),
                        latencies(Map.of(
                                LatencyKind.CONNECT, latencies(size, 25 * size, 0.4, 7),
                                LatencyKind.SERVICE, latencies(pings, 260, 0.6, 8),
                                LatencyKind.RESPONSE, latencies(pings, 290, 0.65, 9))),
                        Duration.ofMillis(size / 8),
                        Duration.ofNanos(30_000_512_345L))
                .withFigures(new TestFigures.Survival(alive));
        return new TierResult(
                new TierShape.Hold(size, 0.2),
                new ClientResult(measured, new Judgement(verdict, List.of(), Bound.UNKNOWN), client(size, 0.11)),
                new ServerUsage(
                        null, null, pings, 0L, null, null, (long) size, null, null, null, null, null, null, List.of()),
                List.of());
    }

    private static TierResult stoppedTier(int size) {
        OutcomeCounts outcomes = outcomes(12_004);
        outcomes.add(Outcome.ABORTED, size - 12_004);
        TierMeasurement measured = new TierMeasurement(
                        12_004,
                        outcomes,
                        new OutcomeCounts(),
                        Messages.NONE,
                        Map.of(LatencyKind.CONNECT, latencies(12_004, 300_000, 0.4, 10)),
                        Duration.ofMillis(1_400),
                        Duration.ZERO)
                .withFigures(new TestFigures.Survival(0L));
        return new TierResult(
                new TierShape.Hold(size, 0.2),
                new ClientResult(
                        measured,
                        new Judgement(
                                Verdict.INCOMPLETE,
                                List.of(new Reason(
                                        Reason.Cause.ENDED_EARLY, "the run was stopped before the hold began")),
                                Bound.UNKNOWN),
                        ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
    }

    static RunResult run(TestKind test, String simulation, String engine, List<TierResult> tiers, String incomplete) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("wse.host", "127.0.0.1");
        config.put("wse.port", "5006");
        config.put("wse.secret", "********");
        config.put("wse.dialect.greeting", "<b>&\"c\"</script><script>alert(1)</script>");
        config.put("wse.engine", engine);
        return new RunResult(
                test,
                simulation,
                engine,
                Instant.parse("2026-03-01T12:30:15.123456Z"),
                config,
                new RunResult.Machine("Linux 6.8", "AMD EPYC 9454P", 2, 8L << 30, "17.0.14", "4.2.14.Final", "3.15.1"),
                new RunResult.Target("127.0.0.1", 5006, "wse-server 2.5.1"),
                Optional.ofNullable(
                        engine.equals("gatling") ? "../../gatling/pinglatencysimulation-1/index.html" : null),
                Optional.ofNullable(
                        incomplete == null ? new RunResult.WarmUp(200, 20_000, 0, Duration.ofMillis(2_345)) : null),
                Optional.ofNullable(incomplete),
                tiers,
                Optional.empty());
    }

    /** The same run with more settings. */
    static RunResult with(RunResult run, Map<String, String> settings) {
        Map<String, String> config = new LinkedHashMap<>(run.config());
        config.putAll(settings);
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt(),
                config,
                run.machine(),
                run.target(),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                run.connectionLimit());
    }

    static ClientUsage client(int size, Double slip) {
        return new ClientUsage(
                1,
                0.05 + size * 70e-6,
                Math.min(97.3, 38.4 + size / 100.0),
                (180L << 20) + size * 2_048L,
                61L << 20,
                3.4,
                11.2,
                0.31,
                Math.min(99.0, 5 + size / 150.0),
                slip);
    }

    static ServerUsage counted(int size, long pings) {
        return new ServerUsage(
                1.25,
                64L << 20,
                pings,
                0L,
                (long) size,
                0L,
                (long) size,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static OutcomeCounts outcomes(long ok) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.OK, ok);
        return counts;
    }

    private static Map<LatencyKind, Histogram> latencies(Map<LatencyKind, Histogram> latencies) {
        return new EnumMap<>(latencies);
    }

    static Histogram latencies(long count, double medianMicros, double sigma, long seed) {
        Histogram histogram = LatencyRecorder.newHistogram();
        Random random = new Random(seed);
        for (long i = 0; i < count; i++) {
            histogram.recordValue((long) (medianMicros * Math.exp(sigma * random.nextGaussian())));
        }
        return histogram;
    }
}
