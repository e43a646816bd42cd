package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TestKind;
import wse.foreign.NpmServer;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.report.JsonReport;
import wse.run.tiers.Tier;

/**
 * Tests a protocol that a file describes, with a server that is not ours: graphql-transport-ws, as the npm
 * package graphql-ws speaks it.
 */
class DescribedProtocolIT {

    private static final String SCRIPT = "docs/examples/graphql-transport-ws.yaml";

    @TempDir
    private Path directory;

    private NpmServer server;

    @BeforeEach
    void start() {
        server = NpmServer.graphQl();
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldLogInOverTwoProcesses() throws Exception {
        TierMeasurement storm = run(TestKind.CONNECTION_STORM, 2, Map.of("wse.tiers", "12"));

        assertThat(storm.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
    }

    @Test
    void shouldPing() throws Exception {
        TierMeasurement pings =
                run(TestKind.PING_LATENCY, 1, Map.of("wse.tiers", "6", "wse.pings", "5", "wse.duration", "1s"));

        assertThat(pings.pingOutcomes().total()).isPositive();
        assertThat(pings.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, pings.pingOutcomes().total()));
    }

    @Test
    void shouldHold() throws Exception {
        Map<String, String> settings =
                Map.of("wse.tiers", "4", "wse.holdDuration", "500ms", "wse.pingInterval", "250ms");

        assertThat(run(TestKind.SUSTAINED_HOLD, 1, settings).outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 4L));
    }

    @Test
    void shouldConfirmAFlood() throws Exception {
        TierMeasurement flood = run(TestKind.THROUGHPUT, 1, Map.of("wse.tiers", "2", "wse.duration", "1s"));

        assertThat(flood.messages().sent()).isPositive();
        assertThat(flood.messages().confirmed()).isEqualTo(flood.messages().sent());
    }

    @Test
    void shouldSearchForTheLimit() throws Exception {
        Map<String, String> settings = Map.of(
                "wse.maxConnections", "8",
                "wse.firstStep", "4",
                "wse.holdDuration", "500ms",
                "wse.pingInterval", "250ms");

        assertThat(result(TestKind.CONNECTION_LIMIT, 1, settings, SCRIPT).tiers())
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.measured().outcomes().of(Outcome.OK))
                        .isEqualTo(step.measured().outcomes().total()));
    }

    @Test
    void shouldSayThatTheServerRefusesTheLogin() throws Exception {
        Path script = directory.resolve("wrong.yaml");
        String right = Files.readString(Path.of(SCRIPT));
        Files.writeString(
                script,
                right.replace(
                        "send: '{\"type\":\"connection_init\"}'",
                        "send: '{\"type\":\"connection_init\",\"payload\":{\"token\":\"wrong\"}}'"));

        assertThatThrownBy(() -> result(TestKind.CONNECTION_STORM, 1, Map.of("wse.tiers", "1"), script.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("close code 4403")
                .hasMessageContaining("the server refused the connection_init");
    }

    private TierMeasurement run(TestKind test, int processes, Map<String, String> settings) throws Exception {
        List<TierResult> tiers = result(test, processes, settings, SCRIPT).tiers();
        return tiers.get(tiers.size() - 1).measured();
    }

    private RunResult result(TestKind test, int processes, Map<String, String> settings, String script)
            throws Exception {
        Path out = directory.resolve("out");
        Map<String, String> all = new HashMap<>(settings);
        all.put("wse.host", "127.0.0.1");
        all.put("wse.port", String.valueOf(server.port()));
        all.put("wse.script", script);
        all.put("wse.engine", "netty");
        all.put("wse.processes", String.valueOf(processes));
        all.put("wse.warmUp", "0");
        all.put("wse.out", out.toString());
        StressRun run =
                RunComposer.compose(Config.from(test, all, Map.of()), getClass().getName());
        for (Tier tier : run.tiers()) {
            run.carryOut(tier).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        while (test == TestKind.CONNECTION_LIMIT && run.limit().hasNext()) {
            run.limit().step().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        run.finish();
        return JsonReport.parse(Files.readString(results(out)));
    }

    private static Path results(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("results.json"))
                    .filter(file -> !file.toString().contains("latest"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
