package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.afterUpgrade;
import static wse.engine.ScriptedServer.bytes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.engine.Disconnect.Kind;
import wse.engine.ScriptedServer.Peer;

/** How the engine reacts if a server does what RFC 6455 forbids. */
class ProtocolTest {

    private static WebSocketClient client;

    @BeforeAll
    static void start() {
        client = new WebSocketClient(EngineOptions.of(1));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    static Stream<Arguments> badFrames() {
        return Stream.of(
                Arguments.of(1002, "must not be masked", bytes(0x81, 0x81, 1, 2, 3, 4, 'x')),
                Arguments.of(1002, "RSV", bytes(0xC1, 0)),
                Arguments.of(1002, "RSV", bytes(0x91, 0)),
                Arguments.of(1002, "opcode=3", bytes(0x83, 0)),
                Arguments.of(1002, "opcode=11", bytes(0x8B, 0)),
                Arguments.of(1002, "must not be fragmented", bytes(0x09, 0)),
                Arguments.of(1002, "must not exceed 125 bytes", bytes(0x89, 126, 0, 126)),
                Arguments.of(1002, "must follow another frame", bytes(0x80, 0)),
                Arguments.of(1002, "must end before", bytes(0x01, 0, 0x81, 0)),
                Arguments.of(1002, "fewest bytes", bytes(0x81, 126, 0, 125)),
                Arguments.of(1002, "fewest bytes", bytes(0x81, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff)),
                Arguments.of(1002, "highest bit", bytes(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)),
                Arguments.of(1002, "one byte", bytes(0x88, 1, 3)),
                Arguments.of(1002, "code=1005", bytes(0x88, 2, 1005 >> 8, 1005 & 0xff)),
                Arguments.of(1002, "code=999", bytes(0x88, 2, 999 >> 8, 999 & 0xff)),
                Arguments.of(1009, "length=1001", bytes(0x82, 126, 1001 >> 8, 1001 & 0xff)),
                Arguments.of(
                        1009, "length=9223372036854775807", bytes(0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255)),
                Arguments.of(1009, "length=1001", bytes(0x02, 1, 'x', 0x80, 126, 1000 >> 8, 1000 & 0xff)),
                Arguments.of(
                        1009,
                        "length=9223372036854775808",
                        bytes(0x02, 1, 'x', 0x80, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255)));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void shouldFailTheConnectionAndSayWhy(int code, String rule, byte[] bad) throws Exception {
        try (ScriptedServer server = afterUpgrade(peer -> {
            peer.write(bad);
            assertThat(peer.readFrame()).isEqualTo(bytes(0x88, code >> 8, code & 0xff));
            assertThat(peer.read()).isEqualTo(-1);
        })) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withMaxMessageBytes(1000));
            Disconnect why = recorder.awaitClosed();
            assertThat(why.kind()).isEqualTo(code == CloseCode.TOO_BIG ? Kind.CLIENT_LIMIT : Kind.PROTOCOL_ERROR);
            assertThat(why.code()).isEqualTo(code);
            assertThat(why.detail()).contains(rule);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldAcceptWhatTheRulesAllow() throws Exception {
        byte[] thousand = new byte[1004];
        System.arraycopy(bytes(0x82, 126, 1000 >> 8, 1000 & 0xff), 0, thousand, 0, 4);
        try (ScriptedServer server = afterUpgrade(peer -> {
            peer.write(0x8A, 0, 0x8A, 0); // two unsolicited pongs
            peer.write(0x81, 0);
            peer.write(thousand);
            peer.write(0x88, 2, 3000 >> 8, 3000 & 0xff);
            peer.readFrame();
        })) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withMaxMessageBytes(1000));
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 3000, ""));
            assertThat(recorder.pongs).hasSize(2);
            assertThat(recorder.messages).extracting(m -> m.payload().length).containsExactly(0, 1000);
        }
    }

    /** {@code @} stands for the correct accept value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_HTTP | SSH-2.0-OpenSSH_9.2p1 Debian",
                "PROTOCOL_ERROR | HTTP/1.1 101 x_Upgrade: h2c_Connection: Upgrade_Sec-WebSocket-Accept: @__",
                "PROTOCOL_ERROR | HTTP/1.1 101 x_Upgrade: websocket_Connection: Upgrade_Sec-WebSocket-Accept: x@__"
            })
    void shouldRefuseABadResponse(Kind kind, String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            answer(peer, answer.replace("_", "\r\n"));
            peer.read();
        })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed().kind()).isEqualTo(kind);
            assertThat(recorder.open).isCompletedExceptionally();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101\r\nupgrade: WebSocket\r\nCONNECTION: keep-alive, Upgrade\r\nsec-websocket-accept:@\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101 x\r\nServer: a:b\r\nConnection: x\r\n"
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nX: folded\r\n here\r\n"
                        + "Sec-WebSocket-Extensions:\r\nSec-WebSocket-Accept:   @  \r\n\r\n"
            })
    void shouldAcceptAGoodResponseInAnySpelling(String answer) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            answer(peer, answer);
            peer.read();
        })) {
            assertThat(Recorder.connect(client, server.endpoint()).awaitOpen().isOpen())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 401, 429, 503})
    void shouldReportRejectedWithTheStatusAndTheWordsOfTheServer(int status) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            answer(peer, "HTTP/1.1 " + status + " No\u0007\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno");
            peer.read();
        })) {
            HttpRefusal refusal =
                    new HttpRefusal(status, "No.", "no", Optional.of(Duration.ofSeconds(7)), Optional.empty());
            assertThat(Recorder.connect(client, server.endpoint()).awaitClosed())
                    .isEqualTo(Disconnect.rejected(refusal));
        }
    }

    /** The server announces a body, and then ends the connection or says nothing more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReportRejectedEvenIfTheBodyDoesNotCome(boolean ends) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            answer(peer, "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\n");
            if (!ends) {
                peer.read();
            }
        })) {
            assertThat(Recorder.connect(client, server.endpoint()).awaitClosed().detail())
                    .isEqualTo("HTTP 403 No");
        }
    }

    private static void answer(Peer peer, String answer) throws Exception {
        String accept = Peer.accept(peer.readRequest());
        peer.write(answer.replace("@", accept).getBytes(StandardCharsets.ISO_8859_1));
    }
}
