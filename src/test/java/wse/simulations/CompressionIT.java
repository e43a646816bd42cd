package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
            RunResult run = run(engine, offered, wire.port());

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

    /** The first contact makes the same offer as Gatling's client, so that its result holds for the whole run. */
    @Test
    void shouldOfferTheParametersWithGatlingsEngineToo() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        try (ReferenceServer server = ReferenceServer.start(
                        options.withSpeech(options.speech().withCompression(true)));
                Wiretap wire = Wiretap.before(server.port())) {
            RunResult run = run(
                    "gatling",
                    "permessage-deflate,server_no_context_takeover,server_max_window_bits=10,client_max_window_bits",
                    wire.port());

            assertThat(run.tiers())
                    .allSatisfy(tier ->
                            assertThat(tier.measured().pingOutcomes().asMap()).containsOnlyKeys(Outcome.OK));
            List<Wiretap.Heard> heard = wire.heard();
            assertThat(heard).hasSize(2 * 3);
            for (int connection = 0; connection < 3; connection++) {
                assertThat(heard.get(2 * connection).head())
                        .contains("server_no_context_takeover", "server_max_window_bits=10")
                        .contains("client_no_context_takeover", "client_max_window_bits")
                        .doesNotContain("client_max_window_bits=");
                assertThat(heard.get(2 * connection + 1).head())
                        .contains("sec-websocket-extensions: permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover; server_max_window_bits=10\r\n");
            }
        }
    }

    private RunResult run(String engine, String offered, int port) throws Exception {
        return WholeRun.of(
                PingLatencySimulation.class,
                directory,
                Map.of(
                        "engine", engine,
                        "compression", offered,
                        "host", "127.0.0.1",
                        "port", String.valueOf(port),
                        "dialect", "wse",
                        "tiers", "1",
                        "pings", "4",
                        "duration", "1s",
                        "warmUp", "0"));
    }
}
