package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.Wiretap;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** What goes over the wire with compression, by both engines. */
class CompressionIT {

    @TempDir
    Path directory;

    /** Gatling's own client always offers compression, so whether messages are compressed is up to the server. */
    @ParameterizedTest
    @CsvSource({
        "gatling, permessage-deflate, true, true",
        "gatling, permessage-deflate, false, false",
        "gatling, off, true, true",
        "netty, permessage-deflate, true, true"
    })
    void shouldCompressIfBothSidesAgree(String engine, String offered, boolean accepting, boolean compressed)
            throws Exception {
        ServerOptions options = ServerOptions.defaults();
        try (ReferenceServer server = ReferenceServer.start(
                        options.withSpeech(options.speech().withCompression(accepting)));
                Wiretap wire = Wiretap.before(server.port())) {
            RunResult run = WholeRun.of(
                    PingLatencySimulation.class,
                    directory,
                    Map.of(
                            "engine", engine,
                            "compression", offered,
                            "host", "127.0.0.1",
                            "port", String.valueOf(wire.port()),
                            "dialect", "wse",
                            "tiers", "1",
                            "pings", "4",
                            "duration", "1s",
                            "warmUp", "0"));

            assertThat(run.tiers())
                    .allSatisfy(tier ->
                            assertThat(tier.measured().pingOutcomes().asMap()).containsOnlyKeys(Outcome.OK));
            List<Wiretap.Heard> heard = wire.heard();
            Wiretap.Heard client = heard.get(heard.size() - 2);
            Wiretap.Heard from = heard.get(heard.size() - 1);
            assertThat(from.head().contains("sec-websocket-extensions: permessage-deflate"))
                    .as("the server accepts an offer of the client: %s%s", client.head(), from.head())
                    .isEqualTo(compressed);
            assertThat(client.compressedTexts() > 0).as("pings are compressed").isEqualTo(compressed);
            assertThat(from.compressedTexts() > 0).as("pongs are compressed").isEqualTo(compressed);
        }
    }
}
