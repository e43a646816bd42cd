package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.measure.LatencyKind;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** Runs over agents, each a process on a loopback address of its own, as if on machines of their own. */
@SuppressWarnings("try") // an agent that is only to be there
class AgentsIT {

    private static final String SECRET = "what-all-of-them-know";
    private static final Map<String, String> HOLD =
            Map.of("engine", "netty", "tiers", "21,150", "warmUp", "4", "holdDuration", "3s", "pingInterval", "1s");

    @TempDir
    Path directory;

    private int port;

    @BeforeEach
    void findFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private AgentProcess agent(String name, String address, String secret, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--join", "localhost:" + port + ",127.0.0.9:7800", "--name", name, "--address", address));
        arguments.addAll(List.of("--keep", directory.toString()));
        arguments.addAll(List.of(more));
        return AgentProcess.start(secret, arguments.toArray(String[]::new));
    }

    private SimulationProcess run(String where, Map<String, String> settings, int agents) {
        return run(SustainedHoldSimulation.class, where, settings, agents);
    }

    private SimulationProcess run(Class<?> simulation, String where, Map<String, String> settings, int agents) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(
                Map.of("agents", String.valueOf(agents), "clusterPort", String.valueOf(port), "clusterSecret", SECRET));
        return SimulationProcess.start(simulation, directory.resolve(where), all);
    }

    @Test
    void shouldCountAsOneMachineDoesAndServeTheNextRunToo() throws Exception {
        RunResult alone = WholeRun.of(SustainedHoldSimulation.class, directory.resolve("alone"), HOLD);

        try (AgentProcess one = agent("one", "127.0.0.2", SECRET);
                AgentProcess two = agent("two", "127.0.0.3", SECRET)) {
            for (String where : List.of("first", "second")) {
                try (SimulationProcess both = run(where, HOLD, 2)) {
                    assertThat(both.await()).as(both.output()).isZero();
                    assertThat(both.output()).contains("[wse] agents: one, two").doesNotContain(SECRET);
                    assertThat(both.resultsText()).doesNotContain(SECRET);
                    assertThat(counts(both.results())).isEqualTo(counts(alone));
                    assertThat(both.results().tiers())
                            .allSatisfy(tier ->
                                    assertThat(tier.client().processes()).isEqualTo(2));
                }
                one.awaitLine("the run is over");
                two.awaitLine("the run is over");
            }
        }
    }

    private static List<Map<LatencyKind, Long>> counts(RunResult run) {
        return run.tiers().stream().map(AgentsIT::counts).toList();
    }

    private static Map<LatencyKind, Long> counts(TierResult tier) {
        long connections = tier.shape().connections();
        assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, connections));
        Map<LatencyKind, Long> counts = new EnumMap<>(LatencyKind.class);
        tier.measured().latencies().forEach((kind, histogram) -> counts.put(kind, histogram.getTotalCount()));
        return counts;
    }

    /** One run after the other by the same agents, to save their start. */
    @Test
    void shouldCarryOutEveryKindOfTest() throws Exception {
        try (AgentProcess one = agent("one", "127.0.0.2", SECRET);
                AgentProcess two = agent("two", "127.0.0.3", SECRET)) {
            TierResult storm = only(carriedOut(ConnectionStormSimulation.class, Map.of("tiers", "51")));
            assertThat(counts(storm)).isEqualTo(Map.of(LatencyKind.CONNECT, 51L));

            Map<String, String> pings = Map.of("tiers", "21", "pings", "5", "pingRate", "10", "duration", "1s");
            assertThat(carriedOut(PingLatencySimulation.class, pings).tiers())
                    .extracting(AgentsIT::counts)
                    .containsExactly(
                            Map.of(LatencyKind.CONNECT, 21L, LatencyKind.SERVICE, 105L),
                            Map.of(LatencyKind.CONNECT, 21L, LatencyKind.SERVICE, 210L, LatencyKind.RESPONSE, 210L));

            TierResult flood = only(carriedOut(ThroughputSimulation.class, Map.of("tiers", "5", "duration", "1s")));
            assertThat(flood.measured().messages().lost()).isZero();
            assertThat(flood.server().received())
                    .isEqualTo(flood.measured().messages().arriving());

            Map<String, String> search = Map.of(
                    "maxConnections", "80",
                    "firstStep", "20",
                    "limitResolution", "1",
                    "holdDuration", "1s",
                    "serverMaxConnections", "60");
            RunResult limit = carriedOut(ConnectionLimitSimulation.class, search);
            assertThat(limit.ceiling().connections()).isEqualTo(60);
            assertThat(limit.ceiling().cause()).isEqualTo(LimitCause.SERVER_CAP);
        }
    }

    private RunResult carriedOut(Class<?> simulation, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("warmUp", "0");
        all.put("engine", "netty");
        try (SimulationProcess run = run(simulation, simulation.getSimpleName(), all, 2)) {
            assertThat(run.await()).as(run.output()).isZero();
            assertThat(run.output()).contains("[wse] agents: one, two").doesNotContain("\tat ");
            return run.results();
        }
    }

    private static TierResult only(RunResult run) {
        assertThat(run.tiers()).hasSize(1);
        return run.tiers().get(0);
    }

    @Test
    void shouldRefuseARunBeforeItBeginsThatAnAgentHasNoRoomFor() throws Exception {
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
    void shouldNameAnAgentThatIsStoppedAndGoOnWithoutIt() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "5s"));
        try (AgentProcess stays = agent("stays", "127.0.0.2", SECRET, "--once");
                AgentProcess goes = agent("goes", "127.0.0.3", SECRET);
                SimulationProcess run = run("run", settings, 2)) {
            run.awaitLine("hold 200             every connection has its outcome");
            goes.stop();
            run.awaitLine("goes does not finish the tier: it was stopped");
            goes.awaitLine("it was stopped");
            assertThat(goes.await()).isEqualTo(143);

            assertThat(run.await()).isNotZero();
            TierResult tier = only(run.results());
            assertThat(tier.measured().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 100L, Outcome.memberLost("goes"), 100L));
            assertThat(tier.reasons()).anyMatch(reason -> reason.startsWith("goes did not finish (it was stopped)"));
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
    void shouldGoOnWithoutAnAgentThatIsKilledAndEndWhenTheRunIs() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(Map.of("tiers", "200", "holdDuration", "8s"));
        try (AgentProcess stays = agent("stays", "127.0.0.2", SECRET);
                AgentProcess goes = agent("goes", "127.0.0.3", SECRET);
                SimulationProcess run = run("run", settings, 2)) {
            run.awaitLine("hold 200             every connection has its outcome");
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
            run.awaitLine("hold 200             every connection has its outcome");
            run.close();

            left.awaitLine("the run has not taken a result; it is kept: " + directory);
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
    void shouldRefuseProcessesBesideAgents() throws Exception {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.put("clusterAddress", "127.0.0.1");
        settings.put("processes", "2");
        try (SimulationProcess run = run("run", settings, 2)) {
            assertThat(run.await()).isEqualTo(1);
            assertThat(run.output())
                    .contains("wse-stress cannot start: wse.processes is of a run without agents")
                    .contains("leave it out and start more agents");
        }
    }
}
