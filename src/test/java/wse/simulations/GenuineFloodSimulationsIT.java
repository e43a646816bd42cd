package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.genuine.GenuineServer;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** The floods, with both genuine servers. Makes the same checks as {@link FloodSimulationsIT}. */
class GenuineFloodSimulationsIT {

    @TempDir
    Path directory;

    static Stream<String> versions() {
        return GenuineServer.VERSIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldFloodTheGenuineServerWithEachSize(String version) throws Exception {
        Map<String, String> settings = FloodSimulationsIT.with("sizes", "64,65536");
        RunResult run = against(GenuineServer.shared(version), SizeMatrixSimulation.class, settings);

        assertThat(run.tiers())
                .extracting(
                        tier -> tier.shape().connections(),
                        tier -> tier.shape().flood().orElseThrow().payloadBytes())
                .containsExactlyInAnyOrder(tuple(5, 64), tuple(5, 65_536), tuple(20, 64), tuple(20, 65_536));
        assertThat(run.tiers()).allSatisfy(tier -> assertReceivedByTheServer(tier, version));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldSayThatTheGenuineServerDoesNotDecodeBinary(String version) throws Exception {
        RunResult run = against(
                GenuineServer.shared(version), FormatComparisonSimulation.class, FloodSimulationsIT.with("tiers", "5"));

        FloodSimulationsIT.assertFormats(run);
        assertThat(run.tiers()).allSatisfy(tier -> assertReceivedByTheServer(tier, version));
        assertThat(run.tiers().get(1).findings())
                .anySatisfy(finding -> assertThat(finding).contains("does not decode M:"));
        assertThat(run.tiers().get(2).findings())
                .anySatisfy(finding -> assertThat(finding).contains("does not decode C:"));
    }

    /** 2.0.0 does not count the messages that it receives. */
    private static void assertReceivedByTheServer(TierResult tier, String version) {
        if (version.equals("2.0.0")) {
            assertThat(tier.server().received()).isNull();
        } else {
            FloodSimulationsIT.assertReceivedByTheServer(tier);
        }
    }

    /**
     * Nothing takes messages out of the genuine server's queue. It says how many it dropped, and so does the report.
     */
    private RunResult against(GenuineServer server, Class<?> simulation, Map<String, String> settings)
            throws Exception {
        RunResult run = FloodSimulationsIT.run(simulation, directory, WholeRun.against(server, settings));
        assertThat(run.tiers())
                .flatExtracting(tier -> tier.findings())
                .allSatisfy(finding -> assertThat(finding)
                        .matches("the server (dropped \\d+ messages it had received|does not decode .*)"));
        return run;
    }
}
