package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** Runs that do not end as planned: stopped, killed, or without their server. */
class EndingIT {

    private static final Map<String, String> TWO_HOLDS =
            Map.of("tiers", "10,20", "warmUp", "0", "holdDuration", "4s", "pingInterval", "1s", "engine", "netty");

    private static final String SECOND_IS_UP = "hold 20              every connection has its outcome";

    @TempDir
    Path directory;

    @Test
    void shouldKeepWhatWasMeasuredWhenStopped() throws Exception {
        try (SimulationProcess process = hold()) {
            ProcessHandle server = server(process);
            process.handle().destroy();
            assertThat(process.await()).isNotZero();
            assertThat(server.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            RunResult run = process.results();
            assertThat(run.incomplete()).contains("ended before");
            assertThat(run.tiers()).hasSize(2);
            assertThat(run.tiers().get(0).measured().alive()).isEqualTo(10);
            TierResult cutShort = run.tiers().get(1);
            assertThat(cutShort.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(cutShort.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 20L));
            assertThat(cutShort.measured().connected()).isEqualTo(20);
            assertThat(cutShort.measured().alive()).isNull();
        }
    }

    @Test
    void shouldLeaveNoServerBehindWhenKilled() throws Exception {
        try (SimulationProcess process = hold()) {
            ProcessHandle server = server(process);
            process.handle().destroyForcibly();
            assertThat(server.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        }
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
                "engine",
                engine);
        try (SimulationProcess process = SimulationProcess.start(SustainedHoldSimulation.class, directory, settings)) {
            process.awaitLine("hold 30              every connection has its outcome");
            server(process).destroyForcibly();
            assertThat(process.await()).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ");
            TierResult tier = process.results().tiers().get(0);
            assertThat(tier.measured().outcomes().total()).isEqualTo(30);
            assertThat(tier.measured().outcomes().of(Outcome.OK)).isZero();
            assertThat(tier.measured().connected()).isEqualTo(30);
            assertThat(tier.measured().alive()).isZero();
            assertThat(tier.measured().pingOutcomes().total()).isGreaterThanOrEqualTo(90);
            assertThat(tier.measured().pingOutcomes().of(Outcome.OK))
                    .isLessThan(tier.measured().pingOutcomes().total());
        }
    }

    private SimulationProcess hold() throws InterruptedException {
        SimulationProcess process = SimulationProcess.start(SustainedHoldSimulation.class, directory, TWO_HOLDS);
        process.awaitLine(SECOND_IS_UP);
        return process;
    }

    private static ProcessHandle server(SimulationProcess process) {
        return process.handle().children().findFirst().orElseThrow();
    }
}
