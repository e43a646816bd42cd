package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.engine.Disconnect.Kind;

/** The client's interpretation of the response to its upgrade request, however the response is split. */
class UpgradeTest {

    private static final int LIMIT = 256 << 10;
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String FIELDS =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + ACCEPT + "\r\n";
    private static final String GOOD = "HTTP/1.1 101 Switching Protocols\r\n" + FIELDS;
    private static final Disconnect NOTHING = Disconnect.of(Kind.RESET, "nothing came");
    private static final String FRAME = "\u0081\u0002hi";

    static Stream<String> legalResponses() {
        String hints = "HTTP/1.1 103 Early Hints\r\nLink: </app.css>; rel=preload\r\n\r\n";
        return Stream.of(
                GOOD,
                "HTTP/1.1 101\r\n" + FIELDS,
                "HTTP/1.1 101 \r\n" + FIELDS,
                "HTTP/1.1 101 caf\u00e9\r\n" + FIELDS,
                "HTTP/1.1 101 \u00c3\u0085pen\r\n" + FIELDS,
                "HTTP/1.2 101 x\r\n" + FIELDS,
                "\r\n" + GOOD,
                "HTTP/1.1 100 Continue\r\n\r\n" + GOOD,
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 199\r\n\r\n" + GOOD,
                hints.repeat(50) + GOOD,
                GOOD + "Content-Security-Policy: default-src 'self';\r\n  connect-src ws:\r\n\tws://127.0.0.1\r\n",
                "HTTP/1.1 101 x\r\nConnection: keep-alive,\r\n Upgrade\r\nUpgrade:\r\n websocket\r\n"
                        + "Sec-WebSocket-Accept:\r\n\t" + ACCEPT + "\r\n",
                "HTTP/1.1 101 x\r\nconnection: keep-alive\r\nCONNECTION:\tUPGRADE\t\r\nupgrade:WebSocket\r\n"
                        + "sec-websocket-accept: \t" + ACCEPT + " \t\r\nSec-WebSocket-Extensions:\r\n"
                        + "Sec-WebSocket-Protocol:\r\nContent-Length: 0\r\nx-empty:\r\nx-latin: caf\u00e9\r\nx: ::a:\r\n",
                GOOD + "Set-Cookie: a=" + "b".repeat(LIMIT - GOOD.length() - 20) + "\r\n",
                GOOD + "Set-Cookie: a=b; Path=/\r\n".repeat(10_000),
                GOOD + "X: carriage\rreturn\r\n",
                GOOD + "Retry-After : 3\r\n");
    }

    @ParameterizedTest
    @MethodSource("legalResponses")
    void shouldAcceptWhatTheRfcsAllow(String head) {
        String response = head + "\r\n" + FRAME;
        assertThat(outcome(response, response.length())).isEqualTo("open, then " + FRAME);
        assertThat(outcome(response, 1)).isEqualTo("open, then ");
        assertThat(outcome(response, 1000)).startsWith("open, then ");
    }

    @ParameterizedTest
    @MethodSource("legalResponses")
    void shouldAcceptBareLineFeeds(String head) {
        String response = (head + "\r\n").replace("\r\n", "\n") + FRAME;
        assertThat(outcome(response, response.length())).isEqualTo("open, then " + FRAME);
    }

    static Stream<Arguments> brokenResponses() {
        return Stream.of(
                Arguments.of(Kind.NOT_HTTP, "not HTTP/1.1: \"SSH-2.0-OpenSSH\"", "SSH-2.0-OpenSSH\r\n"),
                Arguments.of(Kind.NOT_HTTP, "not HTTP/1.1: \"HTTP/2.0 101\"", "HTTP/2.0 101\r\n\r\n"),
                Arguments.of(Kind.NOT_HTTP, "not HTTP/1.1: \"..\"", "\u0000\u0001"),
                Arguments.of(Kind.TLS_MISMATCH, "with TLS instead of HTTP", "\u0015\u0003\u0003\u0000\u0002\u0002F\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "HTTP/1.0 101", GOOD.replace("1.1", "1.0") + "\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "not a status line", "HTTP/1.1 1x1 x\r\n\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "not a status line", "HTTP/1.1 1011 x\r\n\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "not a status line", "HTTP/1.1 000 x\r\n" + GOOD + "\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "without 'Upgrade", GOOD.replace("websocket", "h2c") + "\r\n"),
                Arguments.of(
                        Kind.PROTOCOL_ERROR,
                        "'Upgrade' other than websocket",
                        GOOD.replaceFirst("\r\n", "\r\nUpgrade: h2c\r\n") + "\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "without 'Connection", GOOD.replace(": Upgrade", ": x") + "\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "wrong Sec-WebSocket-Accept", GOOD.replace("s3p", "t3p") + "\r\n"),
                Arguments.of(
                        Kind.PROTOCOL_ERROR,
                        "Sec-WebSocket-Accept appears twice",
                        GOOD + "Sec-WebSocket-Accept: " + ACCEPT + "\r\n\r\n"),
                Arguments.of(
                        Kind.PROTOCOL_ERROR,
                        "an extension that was not requested: \"permessage-deflate\"",
                        GOOD + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"),
                Arguments.of(
                        Kind.PROTOCOL_ERROR,
                        "a subprotocol that was not requested: \"ocpp1.6\"",
                        GOOD + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"),
                Arguments.of(Kind.PROTOCOL_ERROR, "not a header field: \"no colon\"", GOOD + "no colon\r\n\r\n"),
                Arguments.of(
                        Kind.PROTOCOL_ERROR,
                        "not a header field",
                        GOOD.replaceFirst("\r\n", "\r\n folded: x\r\n") + "\r\n"),
                Arguments.of(
                        Kind.CLIENT_LIMIT,
                        "the head of the response must be shorter than 262144 bytes",
                        GOOD + "X: " + "x".repeat(LIMIT)),
                Arguments.of(Kind.CLIENT_LIMIT, "must be shorter", GOOD + "X: y\r\n".repeat(LIMIT / 5)));
    }

    @ParameterizedTest
    @MethodSource("brokenResponses")
    void shouldRefuseAResponseAndSayWhy(Kind kind, String rule, String response) {
        assertThat(outcome(response, response.length())).startsWith(kind + ": ").contains(rule);
    }

    @Test
    void shouldRecogniseTlsWhereverTheResponseIsCut() {
        String alert = "\u0015\u0003\u0003\u0000\u0002\u0002F";
        assertThat(outcome(alert, 1)).startsWith(Kind.TLS_MISMATCH + ": ");
        assertThat(outcome(alert + "x".repeat(LIMIT), 2 * LIMIT)).startsWith(Kind.TLS_MISMATCH + ": ");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "HTTP 403 Forbidden: \"Origin must be x\"",
                        "403 Forbidden\r\nContent-Length: 16\r\n\r\nOrigin must be x"),
                Arguments.of("HTTP 403 Forbidden", "403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("HTTP 404", "404\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("HTTP 200 OK: \"one\"", "200 OK\r\n\r\n\r\n \r\none\r\ntwo"),
                Arguments.of(
                        "HTTP 400 Bad: \"<title>no</title>\"",
                        "400 Bad\r\n\r\n<!DOCTYPE html>\n<html>\n<title>no</title>\n</html>"),
                Arguments.of(
                        "HTTP 503 Busy, Retry-After: 120 s: \"later\"",
                        "503 Busy\r\nRetry-After: 120\r\nContent-Length: 5\r\n\r\nlater"),
                Arguments.of(
                        "HTTP 503 Busy",
                        "503 Busy\r\nRetry-After: " + "9 ".repeat(40) + "\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "HTTP 308 Permanent Redirect, Location: /live/ws",
                        "308 Permanent Redirect\r\nLocation: /live/ws\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "HTTP 400 Bad: \"chunks\"",
                        "400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nch\r\n4\r\nunks\r\n0\r\n\r\n"),
                Arguments.of("HTTP 400 Bad", "400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("HTTP 400 Bad", "400 Bad\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b"),
                Arguments.of("HTTP 400 Bad", "400 Bad\r\nno colon\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("HTTP 400 Bad.: \".[31m\"", "400 Bad\u0007\r\nContent-Length: 6\r\n\r\n\u001b[31m\n"),
                Arguments.of("HTTP 400 Bad: \"" + "x".repeat(200) + "...\"", "400 Bad\r\n\r\n" + "x".repeat(10_000)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldKeepWhatTheServerSaysAboutItsRefusal(String words, String response) {
        for (int piece : List.of(response.length() + 9, 1)) {
            String whole = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 " + response;
            assertThat(outcome(whole, piece)).isEqualTo(Kind.REJECTED + ": " + words);
        }
    }

    @Test
    void shouldReportARefusalWhoseBodyDoesNotCome() {
        Upgrade upgrade = new Upgrade(ACCEPT, LIMIT);

        assertThat(upgrade.read(bytes("HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\nab")))
                .isFalse();

        assertThat(upgrade.refusal()).map(Disconnect::detail).contains("HTTP 403 No: \"ab\"");
        assertThat(upgrade.endedEarly(NOTHING).kind()).isEqualTo(Kind.REJECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| nothing came",
                "HTTP/1.1 10 | in the middle of the response to the upgrade: \"HTTP/1.1 10\"",
                "HTTP/1.1 101 Switching_X: y | in the middle of the response to the upgrade: HTTP 101 Switching"
            })
    void shouldSayHowFarAResponseCame(String begun, String sentence) {
        Upgrade upgrade = new Upgrade(ACCEPT, LIMIT);
        upgrade.read(bytes(begun == null ? "" : begun.replace("_", "\r\n")));

        assertThat(upgrade.endedEarly(NOTHING).kind()).isEqualTo(Kind.RESET);
        assertThat(upgrade.endedEarly(NOTHING).detail()).contains(sentence);
    }

    private static UpgradeRequest offering(String protocols) {
        return new UpgradeRequest("localhost", "/", Map.of("Sec-WebSocket-Protocol", protocols));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "a"})
    void shouldAcceptASubprotocolThatItOffered(String protocol) {
        Upgrade upgrade = new Upgrade(ACCEPT, LIMIT);
        upgrade.read(bytes(GOOD + "Sec-WebSocket-Protocol: " + protocol + "\r\n\r\n"));

        assertThat(upgrade.judge(offering("a, b"))).isEmpty();
        assertThat(upgrade.judge(offering("c")).orElseThrow().detail()).contains("not requested");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "99999999999999999999, PT596523H14M8S",
        "'Fri, 27 Nov 2026 08:01:00 GMT', PT1M",
        "'Friday, 27-Nov-26 08:01:00 GMT', PT1M",
        "'Fri Nov 27 08:01:00 2026', PT1M",
        "'Fri, 27 Nov 2026 07:00:00 GMT', PT0S",
        "'Fri, 27 Nov 9999 08:01:00 GMT', PT596523H14M8S",
        "soon,",
        "-1,",
        "'',"
    })
    void shouldReadWhenToTryAgain(String value, Duration wait) {
        assertThat(HttpRefusal.retryAfter(value, Instant.parse("2026-11-27T08:00:00Z")))
                .isEqualTo(Optional.ofNullable(wait));
    }

    /** Reads the response in pieces, and returns the reason why it is refused, or the data that follows it. */
    private static String outcome(String response, int pieceLength) {
        Upgrade upgrade = new Upgrade(ACCEPT, LIMIT);
        for (int start = 0; start < response.length(); start += pieceLength) {
            ByteBuf piece = bytes(response.substring(start, Math.min(response.length(), start + pieceLength)));
            if (upgrade.read(piece)) {
                return upgrade.judge(new UpgradeRequest("localhost", "/", Map.of()))
                        .map(why -> why.kind() + ": " + why.detail())
                        .orElseGet(() -> "open, then " + piece.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return upgrade.endedEarly(NOTHING).kind() + ": "
                + upgrade.endedEarly(NOTHING).detail();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldHaveNothingToSayBeforeAndAfterAHandshake() {
        assertThat(Upgrade.NONE.endedEarly(NOTHING)).isEqualTo(NOTHING);
        assertThat(Upgrade.NONE.soFar()).isEmpty();
    }
}
