package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** Runs with agents that do not end as planned, or do not even begin. */
@SuppressWarnings("try") // an agent that is only to be there
class AgentsEndingIT extends AgentRuns {

    @Test
    void shouldRefuseARunThatDoesNotFitOnAnAgentBeforeItBegins() throws Exception {
        Map<String, String> settings = Map.of("engine", "netty", "tiers", "10,900", "warmUp", "0");
        try (AgentProcess large = agent("large", "127.0.0.2", SECRET);
                AgentProcess small = AgentProcess.startSmall(
                        500, SECRET, "--join", "127.0.0.1:" + port, "--name", "small", "--address", "127.0.0.3");
                SimulationProcess run = run("run", settings, 2)) {
            assertThat(run.await()).isEqualTo(1);
            assertThat(run.output())
                    .contains("wse-stress cannot start: agent small: its machine must have room for its share: ")
                    .contains("450 connections")
                    .doesNotContain("agent large:")
                    .doesNotContain("connecting");
            large.awaitLine("the run is over");
            small.awaitLine("the run is over");
        }
    }

    @Test
    void shouldContinueWithoutAStoppedAndAKilledAgent() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "300", "holdDuration", "5s"));
        try (AgentProcess stays = agent("stays", "127.0.0.2", SECRET);
                AgentProcess stopped = agent("stopped", "127.0.0.3", SECRET);
                AgentProcess killed = agent("killed", "127.0.0.4", SECRET);
                SimulationProcess run = run("run", settings, 3)) {
            run.awaitLine("hold 300:            all connection attempts have ended");
            killed.kill();
            stopped.stop();
            run.awaitLine("stopped does not finish the tier: it was stopped");
            stopped.awaitLine("it was stopped");
            assertThat(stopped.await()).isEqualTo(143);

            assertThat(run.await()).isNotZero();
            TierResult tier = only(run.results());
            assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(tier.measured().outcomes().asMap())
                    .isEqualTo(Map.of(
                            Outcome.OK, 100L, Outcome.memberLost("stopped"), 100L, Outcome.memberLost("killed"), 100L));
            assertThat(tier.reasons())
                    .anyMatch(reason -> reason.cause() == Reason.Cause.CLIENT_LOST
                            && reason.detail().startsWith("stopped: it was stopped;"));
            stays.awaitLine("the run is over");
            assertThat(stays.isAlive()).isTrue();
        }
    }

    @Test
    void shouldRefuseAStrangerAndSaySo() throws Exception {
        try (SimulationProcess run = run("run", HOLD, 1)) {
            run.awaitLine("waiting for 1 agent");
            try (AgentProcess stranger =
                    agent("stranger", "127.0.0.3", "another-secret-than-theirs", "--patience", "5s")) {
                run.awaitLine("refused a stranger");
                try (AgentProcess known = agent("known", "127.0.0.2", SECRET, "--once")) {
                    assertThat(run.await()).as(run.output()).isZero();
                    assertThat(known.await()).isZero();
                }
                stranger.awaitLine("both have the same secret");
                assertThat(stranger.await()).isEqualTo(1);
            }
            assertThat(run.output()).contains("[wse] agents: known\n").doesNotContain("\tat ");
        }
    }

    @Test
    void shouldRefuseAServerThatTheOwnerOfAnAgentDoesNotAllow() throws Exception {
        try (AgentProcess strict = agent("strict", "127.0.0.2", SECRET, "--allow-target", "10.0.0.0/8", "--once");
                SimulationProcess run = run("run", HOLD, 1)) {
            assertThat(run.await()).isNotZero();
            assertThat(run.output())
                    .contains(
                            "agent strict: an agent connects only to servers that its owner allows: target=127.0.0.1:")
                    .contains("--allow-target=10.0.0.0/8; if that server may be tested, start the agent with")
                    .doesNotContain("\tat ");
            strict.awaitLine("the run is over");
        }
    }

    @Test
    void shouldStopTheLoadWhenTheRunIsKilled() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "60s"));
        try (AgentProcess left = agent("left", "127.0.0.2", SECRET, "--once");
                SimulationProcess run = run("run", settings, 1)) {
            run.awaitLine("hold 200:            all connection attempts have ended");
            run.close();

            left.awaitLine("a result could not be delivered to the run; it was saved to " + directory);
            left.awaitLine("the coordinator has disappeared");
            assertThat(left.await()).isEqualTo(1);
            try (Stream<Path> files = Files.list(directory)) {
                Path kept = files.filter(file -> file.toString().endsWith(".json"))
                        .findFirst()
                        .orElseThrow();
                assertThat(kept).content().contains("\"connected\":200", "the coordinator has disappeared");
            }
        }
    }
}
