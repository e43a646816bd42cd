package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.Format;
import wse.measure.LatencyKind;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** The floods, with the reference server. Each account must be exact to the message. */
class FloodSimulationsIT {

    static final Map<String, String> SHORT = Map.of("duration", "500ms", "tiers", "5,20", "warmUp", "0");

    @TempDir
    Path directory;

    @Test
    void shouldFloodTheEmbeddedServer() throws Exception {
        RunResult run = embedded(ThroughputSimulation.class, with("warmUp", "10"));

        assertThat(run.tiers()).allSatisfy(FloodSimulationsIT::assertReceivedByTheServer);
        assertThat(run.tiers())
                .allSatisfy(tier -> assertThat(tier.server().sent()).isZero());
        assertThat(run.warmUp().orElseThrow().messages()).isPositive();
    }

    @Test
    void shouldFloodWithOneFreshlyMaskedFramePerWrite() throws Exception {
        RunResult run = embedded(
                ThroughputSimulation.class,
                with("tiers", "5", "framesPerWrite", "1", "mask", "fresh", "serverRead", "count"));

        TierMeasurement measured = run.tiers().get(0).measured();
        assertReceivedByTheServer(run.tiers().get(0));
        assertThat(measured.flood().orElseThrow().writes())
                .isEqualTo(measured.messages().sent());
    }

    @Test
    void shouldFloodTheEmbeddedServerWithEachSize() throws Exception {
        RunResult run = embedded(SizeMatrixSimulation.class, with("tiers", "5", "sizes", "64,16384,1048576"));

        assertThat(run.tiers())
                .extracting(tier -> tier.shape().flood().orElseThrow().payloadBytes())
                .containsExactly(64, 16_384, 1_048_576);
        assertThat(run.tiers()).allSatisfy(FloodSimulationsIT::assertReceivedByTheServer);
    }

    @Test
    void shouldFloodTheEmbeddedServerInEachFormat() throws Exception {
        RunResult run = embedded(FormatComparisonSimulation.class, with("tiers", "5"));

        assertFormats(run);
        assertThat(run.tiers()).allSatisfy(FloodSimulationsIT::assertReceivedByTheServer);
    }

    @Test
    void shouldDecodeAllThatTheEmbeddedServerSends() throws Exception {
        RunResult run = embedded(FormatComparisonSimulation.class, with("tiers", "5", "direction", "in"));

        assertFormats(run);
        assertThat(run.tiers()).allSatisfy(FloodSimulationsIT::assertSentByTheServer);
    }

    @Test
    void shouldGetEachEchoOfTheEmbeddedServer() throws Exception {
        RunResult run =
                embedded(FormatComparisonSimulation.class, with("tiers", "5", "direction", "echo", "inFlight", "16"));

        assertFormats(run);
        assertThat(run.tiers()).allSatisfy(tier -> {
            assertReceivedByTheServer(tier);
            assertSentByTheServer(tier);
            assertThat(tier.measured().latencies().get(LatencyKind.SERVICE).getTotalCount())
                    .isEqualTo(tier.measured().messages().sent());
        });
    }

    @Test
    void shouldSayThatTheServerClosedConnectionsForTooLongMessages() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerOptions.defaults())) {
            Map<String, String> settings = with("tiers", "5", "sizes", "64,1048577");
            settings.putAll(Map.of(
                    "host", "127.0.0.1",
                    "port", String.valueOf(server.port()),
                    "metrics", server.metricsUri().toString()));
            try (SimulationProcess process = SimulationProcess.start(SizeMatrixSimulation.class, directory, settings)) {
                assertThat(process.await()).as(process.output()).isNotZero();
                List<TierResult> tiers = process.results().tiers();
                assertAccount(tiers.get(0));
                assertThat(tiers.get(1).measured().outcomes().of(Outcome.closedByServer(1009)))
                        .isEqualTo(5);
                assertThat(tiers.get(1).measured().messages().confirmed()).isZero();
                assertThat(tiers.get(1).findings())
                        .anySatisfy(finding -> assertThat(finding).contains("1,048,577 bytes may be too long"));
            }
        }
    }

    static Map<String, String> with(String... pairs) {
        Map<String, String> settings = new HashMap<>(SHORT);
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private RunResult embedded(Class<?> simulation, Map<String, String> settings) throws Exception {
        RunResult run = run(simulation, settings);
        assertThat(run.tiers()).allSatisfy(tier -> assertThat(tier.findings()).isEmpty());
        return run;
    }

    private RunResult run(Class<?> simulation, Map<String, String> settings) throws Exception {
        return run(simulation, directory, settings);
    }

    static RunResult run(Class<?> simulation, Path directory, Map<String, String> settings) throws Exception {
        RunResult run = WholeRun.of(simulation, directory, settings);
        run.tiers().forEach(FloodSimulationsIT::assertAccount);
        assertThat(run.engine()).isEqualTo("netty");
        return run;
    }

    /** Every connection was opened and its last message confirmed, and all messages that were sent are confirmed. */
    private static void assertAccount(TierResult tier) {
        TierMeasurement measured = tier.measured();
        int connections = tier.shape().connections();
        assertThat(measured.outcomes().of(Outcome.OK)).isEqualTo(connections);
        assertThat(measured.outcomes().total()).isEqualTo(connections);
        assertThat(measured.messages().sent()).isGreaterThan(connections);
        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.messages().bytesSent())
                .isEqualTo(measured.messages().sent()
                        * tier.shape().flood().orElseThrow().payloadBytes());
        assertThat(measured.flood().orElseThrow().malformed()).isZero();
        assertThat(measured.duration()).isPositive();
        assertThat(measured.flood().orElseThrow().window()).isPositive();
    }

    static void assertReceivedByTheServer(TierResult tier) {
        Messages messages = tier.measured().messages();
        assertThat(tier.server().received()).isEqualTo(messages.arriving());
    }

    private static void assertSentByTheServer(TierResult tier) {
        assertThat(tier.server().sent())
                .isEqualTo(tier.measured().messages().confirmed())
                .isEqualTo(tier.measured().flood().orElseThrow().received());
    }

    static void assertFormats(RunResult run) {
        assertThat(run.tiers())
                .extracting(tier -> tier.shape().flood().orElseThrow().format())
                .isEqualTo(List.of(Format.values()));
        assertThat(run.tiers())
                .extracting(tier -> tier.shape().flood().orElseThrow().payloadBytes())
                .isEqualTo(List.of(175, 145, 152));
    }
}
