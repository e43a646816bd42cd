package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.engine.ScriptedServer.afterUpgrade;
import static wse.engine.ScriptedServer.bytes;
import static wse.engine.ScriptedServer.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.EchoDialect;
import wse.dialect.PingForm;
import wse.engine.Disconnect;
import wse.engine.Endpoint;
import wse.engine.ScriptedServer;
import wse.engine.ScriptedServer.Peer;
import wse.engine.ScriptedServer.Script;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.PingPlan;
import wse.plan.Ramp;

/**
 * Servers that do what no server should do; each is one row of a table. Every connection ends with the outcome that
 * names what happened, within its time-out and without using much memory, and other connections of the same event loop
 * are not affected.
 */
class HostileServersTest {

    /** For rows that wait for a time-out. */
    private static final Duration SHORT = Duration.ofMillis(500);
    /** For all other rows, which must end before their time-outs. */
    private static final Duration LONG = Duration.ofSeconds(20);

    /** No hostile server answers a close frame. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private static final int PINGS = 2;

    private static Bystanders bystanders;

    /**
     * One kind of hostile server.
     *
     * @param timeout time-out of the upgrade, if that is what passes, and of each ping
     * @param outcome the outcome of each connection
     * @param pings the outcome of its pings, if the connection stays open
     * @param sentence the message of the first contact
     */
    private record Row(String name, Duration timeout, Outcome outcome, Outcome pings, String sentence, Starter server) {

        private Duration readyTimeout() {
            return outcome.equals(Outcome.READY_TIMEOUT) ? timeout : LONG;
        }

        /** A first contact has one time-out for the upgrade and the ping. */
        private Duration contactTimeout() {
            return timeout.multipliedBy(2);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Starter {
        ScriptedServer start() throws IOException;
    }

    /** A server that is never heard of again. */
    private static Row silent(String name, String sentence, Script script) {
        return new Row(
                name,
                SHORT,
                Outcome.READY_TIMEOUT,
                Outcome.READY_TIMEOUT,
                sentence,
                () -> new ScriptedServer(hold(script)));
    }

    private static Row upgrade(String name, Outcome outcome, String sentence, Script script) {
        return new Row(name, LONG, outcome, outcome, sentence, () -> new ScriptedServer(script));
    }

    /** The server's behaviour after a successful upgrade. */
    private static Row open(String name, Outcome outcome, String sentence, Script script) {
        return new Row(name, LONG, outcome, outcome, sentence, () -> afterUpgrade(script));
    }

    private static Row bytesAfterUpgrade(String name, String sentence, int... bad) {
        return open(name, Outcome.PROTOCOL_ERROR, sentence, hold(peer -> peer.write(bad)));
    }

    private static Row unanswered(String name, Script script) {
        return new Row(
                name,
                SHORT,
                Outcome.OK,
                Outcome.PONG_TIMEOUT,
                "still waiting for the answer to its ping",
                () -> afterUpgrade(hold(script)));
    }

    /** Does something, and then waits until the client has closed the connection. */
    private static Script hold(Script script) {
        return peer -> {
            script.run(peer);
            while (peer.read() >= 0) {
                // Everything that the client sends is ignored.
            }
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Script answer(String response) {
        return hold(peer -> peer.write(ascii(response.replace("@", Peer.accept(peer.readRequest())))));
    }

    /** Sends the same bytes until the client has closed the connection. */
    private static Script forever(byte[] first, byte[] again) {
        return peer -> {
            peer.write(first);
            while (true) {
                peer.write(again);
            }
        };
    }

    private static Script byteByByte(byte[] all) {
        return peer -> {
            for (byte each : all) {
                peer.write(new byte[] {each});
                TimeUnit.MILLISECONDS.sleep(20);
            }
        };
    }

    private static final String HALF_A_HEAD = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnec";

    private static final Script NOTHING = peer -> {};

    static Stream<Row> upgrades() {
        String good = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        return Stream.of(
                silent("accepts and says nothing", "waiting for the answer to the WebSocket upgrade", NOTHING),
                silent(
                        "half a head, then nothing",
                        "waiting for the rest of the answer to the WebSocket upgrade",
                        peer -> peer.write(ascii(HALF_A_HEAD))),
                new Row(
                        "a head of one byte every 20 ms",
                        SHORT,
                        Outcome.READY_TIMEOUT,
                        Outcome.READY_TIMEOUT,
                        "waiting for the rest of the answer to the WebSocket upgrade",
                        () -> new ScriptedServer(byteByByte(ascii(HALF_A_HEAD)))),
                upgrade(
                        "a wrong accept key",
                        Outcome.PROTOCOL_ERROR,
                        "wrong Sec-WebSocket-Accept",
                        answer(good + "Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")),
                upgrade(
                        "an extension that nobody asked for",
                        Outcome.PROTOCOL_ERROR,
                        "extension that was not requested",
                        answer(good
                                + "Sec-WebSocket-Accept: @\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")),
                upgrade(
                        "fields without an end",
                        Outcome.CLIENT_LIMIT,
                        "the head of the response must be shorter than",
                        forever(ascii(good), ascii("X-Field: " + "x".repeat(990) + "\r\n"))),
                upgrade(
                        "a field without an end",
                        Outcome.CLIENT_LIMIT,
                        "the head of the response must be shorter than",
                        forever(ascii(good + "X-Field: "), ascii("x".repeat(1_000)))),
                upgrade("garbage", Outcome.PROTOCOL_ERROR, "not HTTP", hold(peer -> peer.write(new byte[1_000]))),
                upgrade("end at once", Outcome.RESET, "the connection was lost", NOTHING),
                upgrade("end after half a head", Outcome.RESET, "the connection was lost", peer -> {
                    peer.readRequest();
                    peer.write(ascii(HALF_A_HEAD));
                }),
                upgrade("reset at once", Outcome.RESET, "the connection was lost", Peer::reset),
                upgrade("reset after the request", Outcome.RESET, "the connection was lost", peer -> {
                    peer.readRequest();
                    peer.reset();
                }),
                upgrade("reset after half a head", Outcome.RESET, "the connection was lost", peer -> {
                    peer.readRequest();
                    peer.write(ascii(HALF_A_HEAD));
                    peer.reset();
                }));
    }

    static Stream<Row> frames() {
        return Stream.of(
                bytesAfterUpgrade("a masked frame", "must not be masked", 0x81, 0x81, 1, 2, 3, 4, 'x'),
                bytesAfterUpgrade("a length of 2^63", "highest bit", 0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0),
                open(
                        "a length of 2^63 - 1",
                        Outcome.CLIENT_LIMIT,
                        "must not exceed " + Bystanders.MAX_MESSAGE_BYTES,
                        hold(peer -> peer.write(0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255))),
                open(
                        "1 GiB in fragments",
                        Outcome.CLIENT_LIMIT,
                        "must not exceed " + Bystanders.MAX_MESSAGE_BYTES,
                        forever(bytes(0x02, 0), zeros(0x00, 65_535))),
                unanswered("empty fragments without an end", forever(bytes(0x02, 0), new byte[16 << 10])),
                unanswered("pings without an end", forever(bytes(0x89, 0), pings(8_000))),
                bytesAfterUpgrade("text that is not UTF-8", "must be valid UTF-8", 0x81, 1, 0xC0),
                open("reset after the upgrade", Outcome.RESET, "the connection was lost", Peer::reset),
                open("reset inside a frame", Outcome.RESET, "the connection was lost", peer -> {
                    peer.write(0x81, 100, 'x');
                    peer.reset();
                }),
                open(
                        "end inside a frame",
                        Outcome.RESET,
                        "the connection was lost",
                        peer -> peer.write(0x81, 100, 'x')),
                open("reset after the first message", Outcome.RESET, "the connection was lost", peer -> {
                    peer.readFrame();
                    peer.reset();
                }),
                unanswered("reads but never answers", NOTHING),
                unanswered("never reads", peer -> new CountDownLatch(1).await(LONG.toSeconds(), TimeUnit.SECONDS)),
                new Row(
                        "a frame of one byte every 20 ms",
                        SHORT,
                        Outcome.OK,
                        Outcome.PONG_TIMEOUT,
                        "still waiting for the answer to its ping",
                        () -> afterUpgrade(byteByByte(frame(0x81, new byte[125])))),
                unanswered("JSON nested 100,000 deep", peer -> peer.write(nested())));
    }

    private static byte[] pings(int count) {
        byte[] frames = new byte[2 * count];
        for (int i = 0; i < frames.length; i += 2) {
            frames[i] = (byte) 0x89;
        }
        return frames;
    }

    /** A text message of 600,000 bytes. */
    private static byte[] nested() {
        byte[] json = ascii("{\"p\":".repeat(100_000));
        byte[] frame = Arrays.copyOf(
                bytes(0x81, 127, 0, 0, 0, 0, 0, json.length >> 16, json.length >> 8, json.length), 10 + json.length);
        System.arraycopy(json, 0, frame, 10, json.length);
        return frame;
    }

    private static byte[] zeros(int first, int length) {
        return Arrays.copyOf(bytes(first, 126, length >> 8, length), 4 + length);
    }

    static Stream<Row> firstBytes() {
        IntStream reservedBits = IntStream.of(0xC1, 0xA1, 0x91, 0xC2, 0xF2, 0xC9);
        IntStream reservedOpcodes =
                IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15).map(opcode -> 0x80 | opcode);
        IntStream fragmentedControls = IntStream.of(0x08, 0x09, 0x0A);
        return Stream.of(
                        reservedBits.mapToObj(first -> bytesAfterUpgrade(hex(first), "RSV", first, 0)),
                        reservedOpcodes.mapToObj(first -> bytesAfterUpgrade(hex(first), "opcode=", first, 0)),
                        fragmentedControls.mapToObj(
                                first -> bytesAfterUpgrade(hex(first), "must not be fragmented", first, 0)))
                .flatMap(rows -> rows);
    }

    private static String hex(int first) {
        return "first byte " + Integer.toHexString(first);
    }

    static Stream<Row> closeCodes() {
        IntStream allowed = IntStream.of(1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999);
        IntStream forbidden = IntStream.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535);
        return Stream.concat(
                allowed.mapToObj(code -> open(
                        "close code " + code,
                        Outcome.closedByServer(code),
                        "close code " + code,
                        hold(peer -> peer.write(0x88, 2, code >> 8, code)))),
                forbidden.mapToObj(code ->
                        bytesAfterUpgrade("forbidden close code " + code, "code=" + code, 0x88, 2, code >> 8, code)));
    }

    static Stream<Row> rows() {
        return Stream.of(upgrades(), frames(), firstBytes(), closeCodes()).flatMap(rows -> rows);
    }

    @BeforeAll
    static void start() {
        bystanders = new Bystanders();
    }

    @AfterAll
    static void stop() {
        bystanders.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldNameTheOutcomeInTimeAndLeaveOthersAlone(Row row) throws Exception {
        try (ScriptedServer hostile = row.server.start()) {
            Endpoint endpoint = hostile.endpoint()
                    .withMaxMessageBytes(Bystanders.MAX_MESSAGE_BYTES)
                    .withCloseTimeout(CLOSE_TIMEOUT);
            Ramp ramp = new Ramp(Bystanders.CONNECTIONS, 0, 0, LONG, row.readyTimeout());
            TierMeasurement run = bystanders.runBeside(endpoint, new PingPlan(ramp, PINGS, 0, row.timeout));

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(row.outcome, (long) Bystanders.CONNECTIONS));
            // A ping that is due while its connection ends does not know the reason yet.
            assertThat(run.pingOutcomes().asMap().keySet()).isSubsetOf(Outcome.OK, row.pings, Outcome.CLOSED_BY_SERVER);
            assertThatThrownBy(() -> FirstContact.make(
                            bystanders.target(endpoint),
                            row.contactTimeout(),
                            Optional.empty(),
                            Optional.of(PingForm.TEXT)))
                    .hasMessageContaining(row.sentence);
        }
    }

    @Test
    void shouldHaveAnOutcomeForEveryCloseCode() {
        for (int code = 0; code <= 0xffff; code++) {
            Disconnect why = new Disconnect(Disconnect.Kind.CLOSED_BY_PEER, code, "");
            assertThat(Outcomes.of(why, new EchoDialect("/")).name()).isEqualTo("CLOSED_BY_SERVER_" + code);
        }
    }
}
