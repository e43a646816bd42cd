package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.ConnectProxy;
import wse.config.TestKind;
import wse.examples.HelloSimulation;
import wse.gatling.ByCodeSimulation;
import wse.gatling.BySettingsSimulation;
import wse.gatling.TrickServer;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.report.ResultsSchema;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** Simulations that users write with {@code WseDsl} leave results like those of the tests. */
class ScenarioIT {

    private static final int USERS = 10;

    @TempDir
    Path directory;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    /** This is the simulation of the documentation. */
    @Test
    void shouldMeasureWhatTheServerCounts() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerOptions.defaults());
                SimulationProcess hello =
                        SimulationProcess.start(HelloSimulation.class, directory, settings(server, Map.of()))) {
            assertThat(hello.await()).as(hello.output()).isZero();
            assertThat(ResultsSchema.errors(hello.resultsText())).isEmpty();
            RunResult run = hello.results();
            assertThat(run.test()).isEqualTo(TestKind.SCENARIO);
            assertThat(run.simulation()).isEqualTo("wse.examples.HelloSimulation");
            assertThat(run.incomplete()).isEmpty();
            TierResult tier = run.tiers().get(0);
            assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 100L));
            assertThat(tier.measured().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 600L));
            assertThat(tier.serverUsage().orElseThrow().accepted()).isEqualTo(100);
            assertThat(tier.serverUsage().orElseThrow().received())
                    .isEqualTo(tier.measured().messages().arriving());
            assertThat(tier.measured().messages().sent()).isEqualTo(600);
            assertThat(tier.findings()).isEmpty();
            assertRequests(tier);
            assertThat(tier.series().intervals())
                    .extracting(interval -> interval.counts().pingsAnswered())
                    .satisfies(counts -> assertThat(
                                    counts.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(600));
            assertThat(tier.clientUsage()).isPresent();
            assertThat(tier.verdict()).isNotEqualTo(Verdict.INCOMPLETE);
            assertFiles(hello);
        }
    }

    private static void assertRequests(TierResult tier) {
        List<RequestFigures> figures = tier.measured().figures().requests();
        assertThat(figures)
                .extracting(RequestFigures::name)
                .containsExactlyInAnyOrder("connect", "ping", "ask", "close")
                .startsWith("connect");
        assertThat(figures)
                .extracting(figure -> figure.outcomes().total())
                .containsExactlyInAnyOrder(100L, 500L, 100L, 100L);
        assertThat(figures)
                .allSatisfy(figure -> assertThat(figure.service().getTotalCount())
                        .isEqualTo(figure.outcomes().total()));
        assertThat(tier.measured().latencies().get(LatencyKind.SERVICE).getTotalCount())
                .isEqualTo(600);
        assertThat(tier.measured().latencies().get(LatencyKind.SERVICE).getMinValue())
                .as("microseconds")
                .isPositive();
    }

    private static void assertFiles(SimulationProcess process) throws IOException {
        assertThat(process.output())
                .containsPattern("> Global +[|] +800 [|] +800 [|] +0\\R")
                .contains("[wse] scenario against ws://127.0.0.1:")
                .contains("The server answered 600 requests, half of them within ")
                .contains("Open the report: ");
        Path latest = process.latest();
        assertThat(Files.readString(latest.resolve("report.md"))).contains("## Requests");
        assertThat(Files.readString(latest.resolve("report.html"))).contains("Service latency of the requests");
        assertThat(Files.readString(latest.resolve("latencies.hlog"))).contains("Tag=scenario-service,");
        assertThat(Files.readString(latest.resolve("csv/requests.csv"))).contains("ping,ping,500,");
        assertThat(latest.resolve("junit.xml")).exists();
    }

    @Test
    void shouldFailIfAConditionIsMissed() throws Exception {
        try (TrickServer server = new TrickServer(peer -> peer.upgrade().echo())) {
            Map<String, String> settings = Map.of(
                    "host", "127.0.0.1",
                    "port", String.valueOf(server.port()),
                    "dialect", "echo",
                    "maxP99", "1us",
                    "-greeting.users", "100");
            try (SimulationProcess greeting =
                    SimulationProcess.start(BySettingsSimulation.class, directory, settings)) {
                assertThat(greeting.await()).as(greeting.output()).isEqualTo(2);
                assertThat(greeting.output())
                        .contains("[wse] The run misses a condition, so Gatling ends with exit code 2: p99 must not"
                                + " exceed wse.maxP99=1us: p99=");
                assertThat(Files.readString(greeting.latest().resolve("junit.xml")))
                        .contains("<failure");
            }
        }
    }

    @Test
    void shouldKeepWhatWasMeasuredWhenStopped() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerOptions.defaults());
                SimulationProcess hello = SimulationProcess.start(
                        HelloSimulation.class, directory, settings(server, Map.of("progressInterval", "1s")))) {
            hello.awaitLine("connected, ");
            hello.awaitLine("connected, ");
            hello.handle().destroy();
            assertThat(hello.await()).isNotZero();
            assertThat(ResultsSchema.errors(hello.resultsText())).isEmpty();
            RunResult run = hello.results();
            assertThat(run.incomplete().orElseThrow()).contains("before the scenario had ended");
            TierResult tier = run.tiers().get(0);
            assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(tier.measured().connected()).isBetween(1L, 100L);
            assertThat(tier.measured().figures().requests())
                    .filteredOn(figure -> figure.step() == Step.PING)
                    .hasSize(1);
            assertThat(hello.output()).doesNotContain("\tat ");
        }
    }

    private static Map<String, String> settings(ServerProcess server, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("host", "127.0.0.1");
        settings.put("port", String.valueOf(server.port()));
        settings.put("metrics", server.metricsUri().toString());
        return settings;
    }

    /** Each of the ten connections goes through the proxy to the next of two addresses, as the next of ten users. */
    @ParameterizedTest
    @ValueSource(classes = {BySettingsSimulation.class, ByCodeSimulation.class})
    void shouldUseUsersAddressesAndProxy(Class<? extends Simulation> simulation) throws Exception {
        List<String> names =
                IntStream.range(0, USERS).mapToObj(i -> "user-" + i).toList();
        Path users = Files.writeString(directory.resolve("users.csv"), "name\n" + String.join("\n", names) + "\n");
        try (TrickServer one = new TrickServer(this::echo);
                TrickServer two = new TrickServer(new At("127.0.0.2", one.port()), this::echo);
                ConnectProxy proxy = ConnectProxy.open()) {
            String through = "http://127.0.0.1:" + proxy.address().getPort();
            try (SimulationProcess process =
                    SimulationProcess.start(simulation, directory, given(simulation, two.port(), through, users))) {
                assertThat(process.await()).as(process.output()).isZero();
                assertThat(requests)
                        .extracting(request -> header(request, "X-User"))
                        .containsExactlyInAnyOrderElementsOf(names);
                assertThat(requests)
                        .extracting(request -> header(request, "Origin"))
                        .containsOnly("https://example.org");
                assertThat(requests)
                        .extracting(request -> header(request, "Sec-WebSocket-Protocol"))
                        .containsOnly("greeting");
                assertThat(proxy.requests().stream()
                                .map(request -> request.lines().findFirst().orElse(""))
                                .collect(Collectors.groupingBy(line -> line, Collectors.counting())))
                        .isEqualTo(Map.of(
                                "CONNECT 127.0.0.1:" + one.port() + " HTTP/1.1", 5L,
                                "CONNECT 127.0.0.2:" + one.port() + " HTTP/1.1", 5L));
                assertThat(process.results().tiers().get(0).measured().addresses())
                        .extracting(row -> row.outcomes().of(Outcome.OK))
                        .containsExactly(5L, 5L);
                assertThat(process.results().config()).containsEntry("wse.users", users.toString());
            }
        }
    }

    /** Settings of the project, or properties that the simulation itself reads and passes to the protocol builder. */
    private static Map<String, String> given(
            Class<? extends Simulation> simulation, int port, String proxy, Path users) {
        return simulation == BySettingsSimulation.class
                ? Map.of(
                        "host", "127.0.0.1,127.0.0.2",
                        "port", String.valueOf(port),
                        "proxy", proxy,
                        "users", users.toString(),
                        "header.X-User", "#{user.name}",
                        "origin", "https://example.org",
                        "subprotocol", "greeting")
                : Map.of(
                        "-server.port",
                        String.valueOf(port),
                        "-server.proxy",
                        proxy,
                        "-server.users",
                        users.toString());
    }

    private void echo(TrickServer.Peer peer) throws IOException {
        String request = peer.readRequest();
        requests.add(request);
        peer.upgrade(request, "Sec-WebSocket-Protocol: greeting").echo();
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Listens at this address and port instead of the given ones. */
    private static final class At extends ServerSocketFactory {

        private final String address;
        private final int port;

        At(String address, int port) {
            this.address = address;
            this.port = port;
        }

        @Override
        public ServerSocket createServerSocket(int any) throws IOException {
            return createServerSocket(any, 50, null);
        }

        @Override
        public ServerSocket createServerSocket(int any, int backlog) throws IOException {
            return createServerSocket(any, backlog, null);
        }

        @Override
        public ServerSocket createServerSocket(int any, int backlog, InetAddress other) throws IOException {
            return new ServerSocket(port, backlog, InetAddress.getByName(address));
        }
    }
}
