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
    void shouldNameAStoppedAgentAndContinueWithoutIt() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "5s"));
        try (AgentProcess stays = agent("stays", "127.0.0.2", SECRET, "--once");
                AgentProcess goes = agent("goes", "127.0.0.3", SECRET);
                SimulationProcess run = run("run", settings, 2)) {
            run.awaitLine("hold 200             all connection attempts have ended");
            goes.stop();
            run.awaitLine("goes does not finish the tier: it was stopped");
            goes.awaitLine("it was stopped");
            assertThat(goes.await()).isEqualTo(143);

            assertThat(run.await()).isNotZero();
            TierResult tier = only(run.results());
            assertThat(tier.measured().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 100L, Outcome.memberLost("goes"), 100L));
            assertThat(tier.reasons())
                    .anyMatch(reason -> reason.cause() == Reason.Cause.CLIENT_LOST
                            && reason.detail().startsWith("goes, it was stopped;"));
            assertThat(stays.await()).isZero();
        }
    }

    @Test
    void shouldRefuseAStrangerAndSaySo() throws Exception {
        try (AgentProcess known = agent("known", "127.0.0.2", SECRET, "--once");
                AgentProcess stranger =
                        agent("stranger", "127.0.0.3", "another-secret-than-theirs", "--patience", "15s");
                SimulationProcess run = run("run", HOLD, 1)) {
            run.awaitLine("refused a stranger");

            assertThat(run.await()).as(run.output()).isZero();
            assertThat(run.output()).contains("[wse] agents: known\n").doesNotContain("\tat ");
            assertThat(known.await()).isZero();
            stranger.awaitLine("both have the same secret");
            assertThat(stranger.await()).isEqualTo(1);
        }
    }

    @Test
    void shouldContinueWithoutAKilledAgentAndEndWithTheRun() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "8s"));
        try (AgentProcess stays = agent("stays", "127.0.0.2", SECRET);
                AgentProcess goes = agent("goes", "127.0.0.3", SECRET);
                SimulationProcess run = run("run", settings, 2)) {
            run.awaitLine("hold 200             all connection attempts have ended");
            goes.kill();

            assertThat(run.await()).isNotZero();
            TierResult tier = run.results().tiers().get(0);
            assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(tier.measured().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 100L, Outcome.memberLost("goes"), 100L));
            stays.awaitLine("the run is over");
            assertThat(stays.isAlive()).isTrue();
        }
    }

    @Test
    void shouldStopTheLoadWhenTheRunIsKilled() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "60s"));
        try (AgentProcess left = agent("left", "127.0.0.2", SECRET, "--once");
                SimulationProcess run = run("run", settings, 1)) {
            run.awaitLine("hold 200             all connection attempts have ended");
            run.close();

            left.awaitLine("a result could not be delivered to the run; it was saved to " + directory);
            left.awaitLine("the coordinator has gone");
            assertThat(left.await()).isEqualTo(1);
            try (Stream<Path> files = Files.list(directory)) {
                Path kept = files.filter(file -> file.toString().endsWith(".json"))
                        .findFirst()
                        .orElseThrow();
                assertThat(kept).content().contains("\"connected\":200", "the coordinator has gone");
            }
        }
    }

    @Test
    void shouldRefuseProcessesTogetherWithAgents() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.put("clusterAddress", "127.0.0.1");
        settings.put("processes", "2");
        try (SimulationProcess run = run("run", settings, 2)) {
            assertThat(run.await()).isEqualTo(1);
            assertThat(run.output())
                    .contains("wse-stress cannot start: wse.processes has no effect with wse.agents")
                    .contains("leave it out and start more agents");
        }
    }
}
