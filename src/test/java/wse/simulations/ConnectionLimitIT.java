package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wse.genuine.GenuineServer;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.StepPurpose;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/**
 * The search for the connection limit finds a server's limit exactly, and says what sets it. Each search spends most of its time
 * waiting: before it repeats a failed step, it pauses for 1 s, and before the next repetition for 10 s.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionLimitIT {

    private static final int CAP = 1_000;

    @TempDir
    Path directory;

    private static Map<String, String> settings(int first, int most, int resolution) {
        return new HashMap<>(Map.of(
                "firstStep",
                String.valueOf(first),
                "maxConnections",
                String.valueOf(most),
                "limitResolution",
                String.valueOf(resolution),
                "holdDuration",
                "1s",
                "pingInterval",
                "400ms",
                "warmUp",
                "0"));
    }

    /** The steps of the search, without the slow connects after the first bad step. */
    private static List<Integer> sizes(RunResult run) {
        return run.tiers().stream()
                .map(TierResult::shape)
                .filter(shape -> shape.purpose() == StepPurpose.SIZE)
                .map(TierShape::connections)
                .toList();
    }

    @Test
    void shouldFindTheLimitOfTheGenuineServerAndNameIt() throws Exception {
        try (GenuineServer server = GenuineServer.start("2.5.1", new GenuineServer.Options(CAP, false))) {
            RunResult run = WholeRun.of(
                    ConnectionLimitSimulation.class,
                    directory,
                    WholeRun.against(server, settings(CAP - 1, CAP + 3, 1)));

            assertThat(sizes(run)).containsExactly(999, 1_003, 1_001, 1_000);
            assertThat(run.connectionLimit().orElseThrow().connections()).isEqualTo(CAP);
            assertThat(run.connectionLimit().orElseThrow().firstBad()).hasValue(CAP + 1);
            assertThat(run.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.SERVER_CAP);
            assertThat(run.connectionLimit().orElseThrow().evidence())
                    .contains("1,000 connections were open at the end of each of the 2 steps that asked for more"
                            + " (1,001 to 1,003)");
        }
    }

    @Test
    void shouldFindTheLimitOfTheEmbeddedServer() throws Exception {
        Map<String, String> settings = settings(50, 150, 20);
        settings.put("serverMaxConnections", "130");
        RunResult run = WholeRun.of(ConnectionLimitSimulation.class, directory, settings);

        assertThat(sizes(run)).containsExactly(50, 100, 150, 125, 137);
        assertThat(run.connectionLimit().orElseThrow().connections()).isEqualTo(125);
        assertThat(run.connectionLimit().orElseThrow().firstBad()).hasValue(137);
        assertThat(run.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.SERVER_CAP);
        assertThat(run.tiers()).allSatisfy(ConnectionLimitIT::assertAccount);
    }

    /** Open connections are not opened again, and those that a bad step has added are closed before the next step. */
    private static void assertAccount(TierResult tier) {
        long asked = tier.shape().connections();
        assertThat(tier.findings()).isEmpty();
        assertThat(tier.measured().alive()).hasValue(Math.min(asked, 130));
        assertThat(tier.measured().outcomes().total()).isEqualTo(asked);
        assertThat(tier.server().accepted()).isEqualTo(tier.measured().added()).isLessThanOrEqualTo(50);
        assertThat(tier.server().rejected()).isEqualTo(Math.max(0, asked - 130));
        assertThat(tier.measured().messages().lost()).isZero();
    }

    @Test
    void shouldReachExactlyTheMaximumWithSeveralProcesses() throws Exception {
        Map<String, String> settings = settings(40, 100, 10);
        settings.put("processes", "2");
        settings.put("reconnect", "true");
        RunResult run = WholeRun.of(ConnectionLimitSimulation.class, directory, settings);

        assertThat(sizes(run)).containsExactly(40, 80, 100);
        assertThat(run.connectionLimit().orElseThrow().connections()).isEqualTo(100);
        assertThat(run.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.NONE);
        assertThat(run.tiers())
                .allSatisfy(tier -> assertThat(tier.server().accepted())
                        .isEqualTo(tier.shape().connections()));
    }

    @Test
    void shouldEndTheSearchAndSaySoWhenTheServerIsKilled() throws Exception {
        Map<String, String> settings = settings(500, 8_000, 1);
        settings.put("holdDuration", "3s");
        try (SimulationProcess process =
                SimulationProcess.start(ConnectionLimitSimulation.class, directory, settings)) {
            process.awaitLine("limit 1000:          all connection attempts have ended");
            process.handle().children().findFirst().orElseThrow().destroyForcibly();
            assertThat(process.await()).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ");
            RunResult run = process.results();
            assertThat(run.incomplete().orElseThrow()).contains("the loss of the server");
            assertThat(run.connectionLimit().orElseThrow().connections()).isEqualTo(500);
            assertThat(run.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.SERVER_GONE);
            assertThat(run.tiers().get(1).measured().outcomes().of(Outcome.OK)).isZero();
            assertThat(run.tiers().get(1).measured().outcomes().total()).isEqualTo(1_000);
        }
    }

    @Test
    void shouldKeepItsResultsWhenItIsStopped() throws Exception {
        Map<String, String> settings = settings(100, 8_000, 1);
        settings.put("holdDuration", "3s");
        try (SimulationProcess process =
                SimulationProcess.start(ConnectionLimitSimulation.class, directory, settings)) {
            process.awaitLine("limit 200:           all connection attempts have ended");
            process.handle().destroy();
            process.handle().onExit().get(30, TimeUnit.SECONDS);
            assertThat(process.await()).isNotZero();
            RunResult run = process.results();
            assertThat(run.incomplete().orElseThrow()).contains("ended before");
            assertThat(run.connectionLimit().orElseThrow().connections()).isEqualTo(100);
            assertThat(run.connectionLimit().orElseThrow().cause()).isEqualTo(LimitCause.UNFINISHED);
            assertThat(run.connectionLimit().orElseThrow().evidence())
                    .contains("the run ended during the step of 200 connections; by then, 200 had been opened");
            assertThat(process.output()).contains("The server held at least 100 connections; the search was");
            assertThat(sizes(run)).containsExactly(100, 200);
            TierResult underWay = run.tiers().get(1);
            assertThat(underWay.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(underWay.measured().connected()).isEqualTo(200);
            assertThat(underWay.measured().added()).isEqualTo(100);
            assertThat(underWay.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 200L));
            assertThat(underWay.measured().alive()).isEmpty();
        }
    }
}
