package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.ScheduleKind;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;

/** The simulations of both engines, with the reference server in both its forms. */
class SimulationsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"gatling", "netty"})
    void shouldStormTheEmbeddedServerWithoutAnySetting(String engine) throws Exception {
        RunResult run = checked(
                WholeRun.withGatlingsReport(ConnectionStormSimulation.class, directory, withEngine(engine, storm())),
                engine);
        assertStorm(run);
        assertCountersAgree(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatling", "netty"})
    void shouldPingTheEmbeddedServerInItsOtherForm(String engine) throws Exception {
        Map<String, String> settings = new HashMap<>(pings());
        settings.put("form", "2.5.1");
        RunResult run = run(PingLatencySimulation.class, engine, settings);
        assertPings(run);
        assertCountersAgree(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatling", "netty"})
    void shouldHoldTheEmbeddedServer(String engine) throws Exception {
        RunResult run = run(SustainedHoldSimulation.class, engine, hold());
        assertHold(run);
        assertCountersAgree(run);
    }

    static Map<String, String> storm() {
        return Map.of("tiers", "20,150", "warmUp", "10", "settleTime", "1s");
    }

    static Map<String, String> pings() {
        return Map.of("tiers", "30", "warmUp", "0", "pings", "10", "pingRate", "10", "duration", "1s");
    }

    static Map<String, String> hold() {
        return Map.of("tiers", "40", "warmUp", "0", "holdDuration", "1500ms", "pingInterval", "500ms");
    }

    private RunResult run(Class<?> simulation, String engine, Map<String, String> settings) throws Exception {
        return run(simulation, directory, engine, settings);
    }

    /** @param settings without the engine */
    static RunResult run(Class<?> simulation, Path directory, String engine, Map<String, String> settings)
            throws Exception {
        return checked(WholeRun.of(simulation, directory, withEngine(engine, settings)), engine);
    }

    private static Map<String, String> withEngine(String engine, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("engine", engine);
        return all;
    }

    private static RunResult checked(RunResult run, String engine) {
        run.tiers().forEach(SimulationsIT::assertAccount);
        assertThat(run.engine()).isEqualTo(engine);
        return run;
    }

    /** Nothing is left out: every attempt has one outcome, and every confirmed message was sent. */
    private static void assertAccount(TierResult tier) {
        TierMeasurement measured = tier.measured();
        assertThat(measured.outcomes().total()).isEqualTo(tier.shape().connections());
        assertThat(measured.outcomes().of(Outcome.OK)).isEqualTo(tier.shape().connections());
        assertThat(measured.latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(measured.connected());
        assertThat(measured.pingOutcomes().of(Outcome.OK))
                .isEqualTo(measured.messages().confirmed())
                .isEqualTo(measured.pingOutcomes().total());
        assertThat(measured.messages().lost()).isZero();
    }

    static void assertCountersAgree(RunResult run) {
        assertThat(run.tiers()).allSatisfy(tier -> assertThat(tier.findings()).isEmpty());
    }

    static void assertStorm(RunResult run) {
        assertThat(run.tiers()).extracting(tier -> tier.shape().connections()).isEqualTo(List.of(20, 150));
        assertThat(run.tiers()).allSatisfy(tier -> {
            assertThat(tier.measured().latencies()).containsOnlyKeys(LatencyKind.CONNECT);
            assertThat(tier.clientUsage().orElseThrow().slipMsP99()).isNull();
        });
    }

    static void assertPings(RunResult run) {
        assertThat(run.tiers())
                .extracting(tier -> tier.shape().schedule())
                .isEqualTo(List.of(ScheduleKind.CLOSED, ScheduleKind.OPEN));
        TierResult closed = run.tiers().get(0);
        TierResult open = run.tiers().get(1);
        assertThat(closed.measured().latencies()).containsOnlyKeys(LatencyKind.CONNECT, LatencyKind.SERVICE);
        assertThat(count(closed, LatencyKind.SERVICE)).isEqualTo(300);
        assertThat(closed.clientUsage().orElseThrow().slipMsP99()).isNull();
        assertThat(count(open, LatencyKind.SERVICE)).isEqualTo(300);
        assertThat(count(open, LatencyKind.RESPONSE)).isEqualTo(300);
        assertThat(open.clientUsage().orElseThrow().slipMsP99()).isNotNull();
    }

    static void assertHold(RunResult run) {
        TierResult tier = run.tiers().get(0);
        assertThat(tier.measured().alive()).hasValue(40);
        assertThat(tier.measured().pingOutcomes().total()).isEqualTo(40 * 4);
        assertThat(tier.measured().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
    }

    private static long count(TierResult tier, LatencyKind kind) {
        return tier.measured().latencies().get(kind).getTotalCount();
    }
}
