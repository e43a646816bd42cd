package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** Several client processes carry out each test with the same results as a single one. */
class ProcessesIT {

    @TempDir
    Path directory;

    static Stream<Arguments> tests() {
        return Stream.of(
                Arguments.of(ConnectionStormSimulation.class, Map.of("warmUp", "10")),
                Arguments.of(
                        SustainedHoldSimulation.class,
                        Map.of("warmUp", "0", "holdDuration", "1s", "pingInterval", "500ms", "serverProcesses", "2")));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void shouldSpreadATestOverProcesses(Class<?> simulation, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("engine", "netty", "processes", "2", "tiers", "21,150"));
        all.put("users", users(150).toString());

        RunResult run = WholeRun.of(simulation, directory, all);

        assertThat(run.tiers()).extracting(tier -> tier.shape().connections()).containsExactly(21, 150);
        assertThat(run.tiers()).allSatisfy(ProcessesIT::assertAccount);
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
