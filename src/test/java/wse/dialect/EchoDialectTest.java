package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import wse.config.Direction;
import wse.config.Format;
import wse.dialect.Meaning.Kind;

class EchoDialectTest {

    private final Dialect dialect = new EchoProvider().create(DialectContext.at(Instant.EPOCH));

    @Test
    void shouldRequestTheRootWithoutHeadersUnlessAPathIsGiven() {
        Dialect elsewhere =
                new EchoProvider().create(DialectContext.at(Instant.EPOCH).withPath("/ws?x=1"));

        assertThat(dialect.openingRequest(0)).isEqualTo(OpeningRequest.of("/")).isSameAs(dialect.openingRequest(5));
        assertThat(elsewhere.openingRequest(0).target()).isEqualTo("/ws?x=1");
    }

    @Test
    void shouldBeReadyAfterTheUpgradeWithoutSendingAnything() {
        assertThat(dialect.onOpen().kind()).isEqualTo(Kind.READY);
        assertThat(dialect.onOpen().replies()).isEmpty();
    }

    /** An echo server would answer such a message. */
    @Test
    void shouldSendNothingToKeepAConnectionAlive() {
        assertThat(dialect.keepAlive()).isEmpty();
        assertThat(dialect.idleTimeout()).isEmpty();
    }

    @Test
    void shouldTreatTheEchoOfItsPingAsThePong() {
        ByteBuf ping = Unpooled.buffer();
        dialect.writePing(ping, 42);

        assertThat(dialect.pingForm()).isEqualTo(PingForm.TEXT);
        assertThat(dialect.onMessage(ping, true).kind()).isEqualTo(Kind.PONG);
        assertThat(dialect.onMessage(ping, false).kind()).isEqualTo(Kind.OTHER);
        assertThat(dialect.pongId(ping)).isEqualTo(42);
        assertThat(dialect.onMessage(text("Request served by node 3"), true).kind())
                .isEqualTo(Kind.OTHER);
    }

    /** A server that only has to read messages need not echo them. */
    @Test
    void shouldConfirmFloodsByPingFrames() {
        assertThat(dialect.confirmsFloodsByFrame()).isTrue();
    }

    @Test
    void shouldFloodOutAndBackInEveryFormat() {
        assertThat(dialect.floodDirections()).containsExactlyInAnyOrder(Direction.OUT, Direction.ECHO);
        assertThat(dialect.floodFormats()).containsExactly(Format.values());
        assertThat(dialect.floodMessage(Format.JSON, 300).length()).isEqualTo(300);
    }

    @Test
    void shouldDecodeEchoes() {
        try (PayloadDecoder decoder = dialect.newDecoder().orElseThrow()) {
            assertThat(decoder.decode(text("{\"a\":1}"), true)).isTrue();
            assertThat(decoder.decode(text("{\"a\":"), true)).isFalse();
        }
    }

    @Test
    void shouldKnowNothingAboutTheServer() {
        assertThat(dialect.closeMeaning(4401)).isEmpty();
        assertThat(dialect.serverVersion(text("{\"p\":{\"server_version\":\"1\"}}"), true))
                .isEmpty();
        assertThat(dialect.tooLongNote(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void shouldSayThatAnEchoServerDecodesNothing() {
        assertThat(dialect.undecodedNote(Format.JSON, Direction.ECHO)).isEmpty();
        assertThat(dialect.undecodedNote(Format.ZLIB, Direction.ECHO)).isPresent();
    }

    @Test
    void shouldSendNoTokenAndNeedAServerOtherThanTheEmbeddedOne() {
        assertThat(new EchoProvider().sendsToken()).isFalse();
        assertThat(new EchoProvider().isSpokenByReferenceServer()).isFalse();
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
