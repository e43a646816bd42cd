package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** Runs over several client and server processes that do not end as planned. */
class ProcessesEndingIT extends ProcessRuns {

    @Test
    void shouldReportAtOnceThatAProcessOfTheServerIsLostAndMarkTheTier() throws Exception {
        try (SimulationProcess process = hold("200", "3s", "1s")) {
            process.awaitLine("hold 200:            all connection attempts have ended");
            ProcessHandle server = children(process, "wse.server.ServerChild").get(1);
            process.awaitLine("200 up, 0 failed");

            server.destroyForcibly();

            process.awaitLine(" process " + server.pid() + " ended with status 137");
            // Before the tier is complete.
            process.awaitLine("[wse] hold 200:            200 of 200 connected");
            assertThat(process.await()).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ");
            TierResult tier = process.results().tiers().get(0);
            assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(tier.reasons())
                    .anyMatch(reason -> reason.cause() == Reason.Cause.SERVER_LOST
                            && reason.detail().startsWith("server-")
                            && reason.detail().contains(" process " + server.pid() + " ended with status 137"));
            assertThat(tier.measured().outcomes().total()).isEqualTo(200);
            assertThat(tier.measured().outcomes().of(Outcome.OK))
                    .isPositive()
                    .isEqualTo(tier.measured().alive().orElseThrow());
        }
    }

    @Test
    void shouldLeaveNoProcessBehindWhenKilled() throws Exception {
        try (SimulationProcess process = hold("30", "6s", "1s")) {
            process.awaitLine("hold 30:             all connection attempts have ended");
            List<ProcessHandle> all = process.handle().descendants().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(5);

            process.handle().destroyForcibly();

            for (ProcessHandle child : all) {
                assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            }
        }
    }

    @Test
    void shouldKeepTheAccountOfAFloodThatIsStopped() throws Exception {
        Map<String, String> settings =
                Map.of("tiers", "6", "processes", "2", "warmUp", "0", "duration", "60s", "progressInterval", "1s");
        try (SimulationProcess process = SimulationProcess.start(ThroughputSimulation.class, directory, settings)) {
            process.awaitLine("flood 6 x 175 B json: all connection attempts have ended");
            for (int second = 0; second < 2; second++) {
                process.awaitLine("6 up, 0 failed");
            }

            process.handle().destroy();

            assertThat(process.await()).isNotZero();
            TierResult flood = process.results().tiers().get(0);
            assertThat(flood.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(flood.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 6L));
            assertThat(flood.measured().messages().confirmed()).isPositive();
            assertThat(flood.measured().messages().lost()).isZero();
            assertThat(flood.findings()).isEmpty();
        }
    }

    /** The worker exists, but does not answer. Nobody stops the run. */
    @Test
    void shouldEndATierAtItsDeadlineAndNameTheWorkerThatDoesNotAnswer() throws Exception {
        Map<String, String> quick = Map.of(
                "processes", "2",
                "serverProcesses", "1",
                "connectTimeout", "1s",
                "readyTimeout", "1s",
                "pongTimeout", "1s",
                "deadlineMargin", "2s");
        try (SimulationProcess process = hold("30", "2s", "1s", quick)) {
            process.awaitLine("hold 30:             all connection attempts have ended");
            long worker = children(process, "wse.run.crew.Worker").get(0).pid();
            process.awaitLine("30 up, 0 failed");
            assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(worker))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(process.await()).isNotZero();
            assertThat(process.handle().descendants()).isEmpty();
            assertThat(process.output()).contains("collecting the measurements of hold 30 so far from 2 processes");
            RunResult run = process.results();
            assertThat(run.incomplete().orElseThrow())
                    .startsWith("hold 30 did not end within 8 s")
                    .containsPattern("waiting for worker-[12]$");
            TierResult tier = run.tiers().get(0);
            assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(tier.reasons())
                    .anyMatch(reason -> reason.detail().contains("did not send its result within 6 s"));
            assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 30L));
            assertThat(tier.measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                    .isEqualTo(15);
        }
    }

    @Test
    void shouldKeepWhatWasMeasuredWhenStopped() throws Exception {
        try (SimulationProcess process = hold("10,20", "3s", "1s")) {
            process.awaitLine("hold 20:             all connection attempts have ended");
            List<ProcessHandle> all = process.handle().descendants().toList();

            process.handle().destroy();

            assertThat(process.await()).isNotZero();
            assertThat(all).noneMatch(ProcessHandle::isAlive);
            RunResult run = process.results();
            assertThat(run.incomplete().orElseThrow()).contains("ended before");
            assertThat(run.tiers()).hasSize(2);
            assertThat(run.tiers().get(0).measured().alive()).hasValue(10);
            TierResult cutShort = run.tiers().get(1);
            assertThat(cutShort.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(cutShort.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 20L));
            assertThat(cutShort.measured().connected()).isEqualTo(20);
            assertThat(cutShort.measured().alive()).isEmpty();
        }
    }
}
