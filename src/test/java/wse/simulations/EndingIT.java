package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.report.ResultsSchema;

/** Runs that do not end as planned: stopped, or without their server. */
class EndingIT {

    private static final Map<String, String> TWO_HOLDS =
            Map.of("tiers", "10,20", "warmUp", "0", "holdDuration", "3s", "pingInterval", "1s");

    private static final Map<String, String> LONG_FLOOD =
            Map.of("tiers", "5", "warmUp", "0", "duration", "60s", "progressInterval", "1s");

    private static final String SECOND_IS_UP = "hold 20:             all connection attempts have ended";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "gatling"})
    void shouldKeepWhatWasMeasuredWhenStopped(String engine) throws Exception {
        try (SimulationProcess process = hold(engine)) {
            ProcessHandle server = server(process);
            process.handle().destroy();
            assertThat(process.await()).isNotZero();
            assertThat(server.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            RunResult run = process.results();
            assertThat(run.incomplete().orElseThrow()).contains("ended before");
            assertThat(run.tiers()).hasSize(2);
            assertThat(run.tiers().get(0).measured().alive()).hasValue(10);
            TierResult cutShort = run.tiers().get(1);
            assertThat(cutShort.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(cutShort.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 20L));
            assertThat(cutShort.measured().connected()).isEqualTo(20);
            assertThat(cutShort.measured().alive()).isEmpty();
            assertThat(run.gatlingReport()).isEmpty();
            assertThat(process.output()).doesNotContain("  gatling   ");
        }
    }

    /** Whichever side sends, messages that are in flight when the flood is stopped do not count as lost. */
    @ParameterizedTest
    @ValueSource(strings = {"out", "in", "echo"})
    void shouldKeepTheAccountOfAFloodThatIsStopped(String direction) throws Exception {
        Map<String, String> settings = new HashMap<>(LONG_FLOOD);
        settings.put("direction", direction);
        try (SimulationProcess process = SimulationProcess.start(ThroughputSimulation.class, directory, settings)) {
            process.awaitLine("flood 5 x 175 B json: all connection attempts have ended");
            for (int second = 0; second < 2; second++) {
                process.awaitLine("5 up, 0 failed");
            }
            process.handle().destroy();
            assertThat(process.await()).isNotZero();
            assertThat(ResultsSchema.errors(process.resultsText())).isEmpty();
            assertThat(process.output()).doesNotContain("\tat ").contains("The tier was ended before it was complete");
            assertCutShort(process.results());
        }
    }

    private static void assertCutShort(RunResult run) {
        assertThat(run.incomplete().orElseThrow()).contains("ended before");
        TierResult flood = run.tiers().get(0);
        Messages messages = flood.measured().messages();
        assertThat(flood.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(flood.findings()).isEmpty();
        assertThat(flood.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 5L));
        assertThat(messages.confirmed()).isPositive();
        assertThat(messages.lost()).isZero();
        assertThat(messages.sent()).isEqualTo(messages.confirmed() + messages.unknown());
        assertThat(flood.measured().flood().orElseThrow().window()).isPositive().isLessThan(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "gatling"})
    void shouldNameWhatHappenedWhenTheServerIsKilled(String engine) throws Exception {
        Map<String, String> settings = Map.of(
                "tiers",
                "30",
                "warmUp",
                "0",
                "holdDuration",
                "4s",
                "pingInterval",
                "1s",
                "pongTimeout",
                "2s",
                "progressInterval",
                "1s",
                "engine",
                engine);
        try (SimulationProcess process = SimulationProcess.start(SustainedHoldSimulation.class, directory, settings)) {
            // After this time, all connections are open. One that ends before its first ping would have none to count.
            process.awaitLine("30 up, 0 failed");
            server(process).destroyForcibly();
            assertThat(process.await()).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ");
            TierResult tier = process.results().tiers().get(0);
            assertThat(tier.measured().outcomes().total()).isEqualTo(30);
            assertThat(tier.measured().outcomes().of(Outcome.OK)).isZero();
            assertThat(tier.measured().connected()).isEqualTo(30);
            assertThat(tier.measured().alive()).hasValue(0);
            assertThat(tier.measured().pingOutcomes().total()).isGreaterThanOrEqualTo(90);
            assertThat(tier.measured().pingOutcomes().of(Outcome.OK))
                    .isLessThan(tier.measured().pingOutcomes().total());
        }
    }

    private SimulationProcess hold(String engine) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(TWO_HOLDS);
        settings.put("engine", engine);
        SimulationProcess process = SimulationProcess.start(SustainedHoldSimulation.class, directory, settings);
        process.awaitLine(SECOND_IS_UP);
        return process;
    }

    private static ProcessHandle server(SimulationProcess process) {
        return process.handle().children().findFirst().orElseThrow();
    }
}
