package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.PingForm;
import wse.dialect.WseDialect;
import wse.engine.DeflateOffer;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.measure.CompressionUse;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.TierPlan;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** Loads over connections that compress, on both sides and in all directions. */
class CompressedLoadTest {

    private static final int CONNECTIONS = 5;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PLAIN = "permessage-deflate";
    private static final String ALONE = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";
    private static final String SMALL = "permessage-deflate; client_max_window_bits=10; server_max_window_bits=9";
    private static final String SMALLEST = "permessage-deflate; client_max_window_bits=8; server_max_window_bits=8";

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));

    @AfterEach
    void close() {
        client.close();
    }

    private static ReferenceServer server(boolean compresses) {
        ServerOptions options = ServerOptions.defaults();
        return ReferenceServer.start(options.withSpeech(options.speech().withCompression(compresses)));
    }

    private LoadTarget target(ReferenceServer server, String offer, String duty) {
        Jwt jwt = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system());
        Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET + duty, jwt.issue());
        Endpoint endpoint = Endpoint.of(
                        new InetSocketAddress("127.0.0.1", server.port()),
                        "127.0.0.1",
                        dialect.openingRequest(0).target(),
                        dialect.openingRequest(0).allHeaders())
                .withCompression(DeflateOffer.of(offer));
        return new LoadTarget(client, endpoint, dialect, List.of());
    }

    private TierMeasurement run(LoadTarget target, TierPlan plan) throws Exception {
        Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched());
        return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures();
    }

    private static FloodPlan flood(Direction direction, int bytes, Decoding decoding) {
        Flow flow = new Flow(direction, Format.JSON, bytes, FramesPerWrite.BLOCK, Masking.POOL, 16, decoding);
        return new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, Duration.ofMillis(300), LONG);
    }

    private static String duty(Direction direction) {
        return direction == Direction.IN ? "&duty=send" : direction == Direction.ECHO ? "&duty=echo" : "";
    }

    @ParameterizedTest
    @CsvSource({
        PLAIN + ", OUT, 175, FRAMES",
        PLAIN + ", ECHO, 175, PAYLOADS",
        PLAIN + ", IN, 175, PAYLOADS",
        PLAIN + ", ECHO, 65536, FRAMES",
        ALONE + ", OUT, 4096, FRAMES",
        ALONE + ", ECHO, 175, FRAMES",
        ALONE + ", IN, 1024, FRAMES",
        SMALL + ", OUT, 175, FRAMES",
        SMALL + ", ECHO, 4096, PAYLOADS",
        SMALL + ", IN, 1024, FRAMES",
        SMALLEST + ", ECHO, 175, FRAMES"
    })
    void shouldConfirmEveryMessageOfACompressedFlood(String offer, Direction direction, int bytes, Decoding decoding)
            throws Exception {
        try (ReferenceServer server = server(true)) {
            TierMeasurement measured = run(target(server, offer, duty(direction)), flood(direction, bytes, decoding));

            assertThat(measured.messages().sent()).isGreaterThan(CONNECTIONS);
            assertThat(measured.messages().confirmed())
                    .isEqualTo(measured.messages().sent());
            assertThat(measured.flood().orElseThrow().wrong()).isEqualTo(WrongMessages.NONE);
            assertThat(measured.flood().orElseThrow().malformed()).isZero();
            assertThat(measured.messages().bytesSent())
                    .isEqualTo(measured.messages().sent() * bytes);
            CompressionUse use = measured.compression();
            assertThat(use.connections()).isEqualTo(CONNECTIONS);
            assertThat(use.sentWireBytes()).isLessThan(use.sentBytes());
            assertThat(use.receivedWireBytes()).isLessThan(use.receivedBytes());
            if (direction.isReceiving()) {
                assertThat(use.receivedBytes())
                        .isGreaterThan(measured.messages().confirmed() * bytes);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({PLAIN, ALONE, SMALL})
    void shouldAnswerCompressedPings(String offer) throws Exception {
        try (ReferenceServer server = server(true)) {
            PingPlan plan = new PingPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), 20, 0, LONG);
            TierMeasurement measured = run(target(server, offer, ""), plan);

            assertThat(measured.pingOutcomes().of(Outcome.OK)).isEqualTo(20L * CONNECTIONS);
            assertThat(measured.compression().connections()).isEqualTo(CONNECTIONS);
            assertThat(measured.compression().sentBytes()).isPositive();
        }
    }

    /** The server need not accept the offer, and the figures say that nothing was compressed. */
    @ParameterizedTest
    @CsvSource({"OUT", "ECHO", "IN"})
    void shouldFloodUncompressedIfTheServerDoesNotCompress(Direction direction) throws Exception {
        try (ReferenceServer server = server(false)) {
            TierMeasurement measured =
                    run(target(server, PLAIN, duty(direction)), flood(direction, 175, Decoding.FRAMES));

            assertThat(measured.messages().sent()).isGreaterThan(CONNECTIONS);
            assertThat(measured.messages().confirmed())
                    .isEqualTo(measured.messages().sent());
            assertThat(measured.compression()).isEqualTo(CompressionUse.NONE);
        }
    }

    @Test
    void shouldSayAtFirstContactWhetherTheServerCompresses() throws Exception {
        for (boolean compresses : new boolean[] {true, false}) {
            try (ReferenceServer server = server(compresses)) {
                FirstContact.Greeting greeting = FirstContact.make(
                        target(server, SMALL, ""), LONG, Optional.empty(), Optional.of(PingForm.TEXT));
                assertThat(greeting.compression().isPresent())
                        .as(String.valueOf(compresses).toUpperCase(Locale.ROOT))
                        .isEqualTo(compresses);
            }
        }
    }
}
