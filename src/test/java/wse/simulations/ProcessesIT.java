package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.TestKind;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.run.live.OtlpReceiver;

/** Several client processes carry out each test with the same results as a single one. */
class ProcessesIT {

    @TempDir
    Path directory;

    static Stream<Arguments> tests() {
        return Stream.of(
                Arguments.of(ConnectionStormSimulation.class, Map.of("warmUp", "10")),
                Arguments.of(
                        SustainedHoldSimulation.class,
                        Map.of(
                                "warmUp",
                                "0",
                                "holdDuration",
                                "1s",
                                "pingInterval",
                                "500ms",
                                "serverProcesses",
                                "2",
                                "compression",
                                "permessage-deflate,client_max_window_bits=12")));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void shouldSpreadATestOverProcesses(Class<?> simulation, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("engine", "netty", "processes", "2", "tiers", "21,150"));
        all.put("users", users(150).toString());
        try (OtlpReceiver receiver = OtlpReceiver.open()) {
            all.put("live.otlp", receiver.url());

            RunResult run = WholeRun.of(simulation, directory, all);

            assertThat(run.tiers())
                    .extracting(tier -> tier.shape().connections())
                    .containsExactly(21, 150);
            assertThat(run.tiers()).allSatisfy(ProcessesIT::assertAccount);
            boolean compresses = settings.containsKey("compression");
            assertThat(run.tiers())
                    .extracting(tier -> tier.measured().compression().connections())
                    .isEqualTo(compresses ? List.of(21L, 150L) : List.of(0L, 0L));
            run.tiers().forEach(tier -> assertPushed(run.test(), tier, receiver.last()));
        }
    }

    /** The last push contains the figures of all processes together, as the results do. */
    private static void assertPushed(TestKind test, TierResult tier, OtlpReceiver.Push push) {
        String name = test == TestKind.CONNECTION_STORM ? "storm " : "hold ";
        Map<String, String> labels =
                Map.of("test", test.label(), "tier", name + tier.shape().connections());
        Map<String, String> ok = new HashMap<>(labels);
        ok.put("outcome", "OK");
        Map<String, String> connect = new HashMap<>(labels);
        connect.put("kind", "connect");
        double connections = tier.shape().connections();
        assertThat(push.values("wse_stress_connects")).containsEntry(ok, connections);
        assertThat(push.values("wse_stress_latency")).containsEntry(connect, connections);
        assertThat(push.values("wse_stress_pings_answered").get(labels))
                .isGreaterThanOrEqualTo(tier.measured().pingOutcomes().of(Outcome.OK));
        assertThat(push.values("wse_stress_connections_lost")).isEmpty();
        assertThat(push.values("wse_stress_connections_open")).isEmpty();
        assertThat(push.values("wse_stress_tiers_ended").values().stream()
                        .mapToDouble(count -> count)
                        .sum())
                .isEqualTo(2);
    }

    /** The reference server checks the token of each of them. */
    private Path users(int number) throws IOException {
        String rows =
                IntStream.range(0, number).mapToObj(row -> "user-" + row + "\n").collect(Collectors.joining());
        return Files.writeString(directory.resolve("users.csv"), "user\n" + rows);
    }

    private static void assertAccount(TierResult tier) {
        long connections = tier.shape().connections();
        assertThat(tier.clientUsage().orElseThrow().processes()).isEqualTo(2);
        assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, connections));
        assertThat(tier.measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(connections);
        assertThat(tier.measured().pingOutcomes().of(Outcome.OK))
                .isEqualTo(tier.measured().messages().sent())
                .isEqualTo(tier.measured().pingOutcomes().total());
        assertThat(tier.server().accepted()).isEqualTo(connections);
        assertThat(tier.server().connections()).isEqualTo(connections);
        assertThat(tier.findings()).isEmpty();
    }
}
