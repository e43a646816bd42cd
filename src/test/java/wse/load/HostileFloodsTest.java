package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.afterUpgrade;
import static wse.engine.ScriptedServer.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.engine.Endpoint;
import wse.engine.ScriptedServer;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** Floods to servers that do what no server should: nothing is confirmed, and other connections notice nothing. */
class HostileFloodsTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int IN_FLIGHT = 4;
    private static final long CONNECTIONS = Bystanders.CONNECTIONS;

    private static Bystanders bystanders;

    @BeforeAll
    static void start() {
        bystanders = new Bystanders();
    }

    @AfterAll
    static void stop() {
        bystanders.close();
    }

    /** The binary message that a server sends back in a flood instead of echoes. */
    static Stream<Arguments> bombs() {
        byte[] nested = new byte[100_003];
        Arrays.fill(nested, (byte) 0x91);
        System.arraycopy(ascii("M:"), 0, nested, 0, 2);
        return Stream.of(
                Arguments.of("MessagePack nested 100,000 deep", Format.MSGPACK, nested),
                Arguments.of(
                        "MessagePack of 2^32 - 1 elements", Format.MSGPACK, ascii("M:\u00dd\u00ff\u00ff\u00ff\u00ff")),
                Arguments.of("100 MB in a zlib stream", Format.ZLIB, deflated(100)));
    }

    private static byte[] deflated(int megabytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("C:"));
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED))) {
            for (int i = 0; i < megabytes; i++) {
                zlib.write(new byte[1_000_000]);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] header(int length) {
        return length < 126 ? bytes(0x82, length) : bytes(0x82, 127, 0, 0, 0, 0, 0, length >> 16, length >> 8, length);
    }

    private static TierMeasurement flood(ScriptedServer hostile, Direction direction, Format format, Decoding decoding)
            throws Exception {
        Endpoint endpoint = hostile.endpoint()
                .withMaxMessageBytes(2 * Bystanders.MAX_MESSAGE_BYTES)
                .withCloseTimeout(SHORT);
        Flow flow = new Flow(direction, format, 175, FramesPerWrite.BLOCK, Masking.POOL, IN_FLIGHT, decoding);
        Ramp ramp = new Ramp(Bystanders.CONNECTIONS, 0, 0, LONG, LONG);
        return bystanders.runBeside(endpoint, new FloodPlan(ramp, flow, SHORT, SHORT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void shouldConfirmNothingIfTheServerAnswersWithABomb(String what, Format format, byte[] bomb) throws Exception {
        try (ScriptedServer hostile = afterUpgrade(peer -> {
            peer.write(header(bomb.length));
            peer.write(bomb);
            while (peer.read() >= 0) {
                // The messages of the flood are ignored.
            }
        })) {
            TierMeasurement run = flood(hostile, Direction.ECHO, format, Decoding.PAYLOADS);

            assertThat(run.messages().sent()).as(what).isEqualTo(IN_FLIGHT * CONNECTIONS);
            assertThat(run.messages().confirmed()).isZero();
            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.PONG_TIMEOUT, CONNECTIONS));
        }
    }

    /** If text is not checked, a flood continues although the server breaks the rules. */
    @ParameterizedTest
    @CsvSource({"UNCHECKED, PONG_TIMEOUT", "FRAMES, PROTOCOL_ERROR", "PAYLOADS, PROTOCOL_ERROR"})
    void shouldEndConnectionsWithTextThatIsNotUtf8UnlessItIsUnchecked(Decoding decoding, String outcome)
            throws Exception {
        try (ScriptedServer hostile = afterUpgrade(peer -> {
            peer.write(0x81, 1, 0xFF);
            while (peer.read() >= 0) {
                // The messages of the flood are ignored.
            }
        })) {
            TierMeasurement run = flood(hostile, Direction.ECHO, Format.JSON, decoding);

            assertThat(run.messages().confirmed()).isZero();
            assertThat(
                            decoding.checksText()
                                    ? run.outcomes().asMap()
                                    : run.pingOutcomes().asMap())
                    .isEqualTo(Map.of(new Outcome(outcome), CONNECTIONS));
        }
    }

    @Test
    void shouldGiveUpOnAServerThatNeverReads() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer hostile = afterUpgrade(peer -> end.await(LONG.toSeconds(), TimeUnit.SECONDS))) {
            TierMeasurement run = flood(hostile, Direction.OUT, Format.JSON, Decoding.FRAMES);

            assertThat(run.messages().sent()).isPositive();
            assertThat(run.messages().confirmed()).isZero();
            assertThat(run.pingOutcomes().asMap().keySet()).containsExactly(Outcome.PONG_TIMEOUT);
        } finally {
            end.countDown();
        }
    }
}
