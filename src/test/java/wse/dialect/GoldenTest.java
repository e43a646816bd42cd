package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.Meaning.Kind;
import wse.genuine.Golden;

/** Tests the dialect with the messages that the genuine servers really sent. */
class GoldenTest {

    static final List<String> VERSIONS = Golden.VERSIONS;

    private final Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, "token");

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldTreatTheFirstMessageAsReady(String version) {
        assertThat(dialect.onMessage(message(version, "ready", 0), true).kind()).isEqualTo(Kind.READY);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldIgnoreServerHello(String version) {
        assertThat(dialect.onMessage(message(version, "hello", 1), true).kind()).isEqualTo(Kind.OTHER);
    }

    @ParameterizedTest
    @MethodSource("pongs")
    void shouldFindThePongAndItsId(String version, String name, int index, long id) {
        ByteBuf message = message(version, name, index);
        assertThat(dialect.onMessage(message, true).kind()).isEqualTo(Kind.PONG);
        assertThat(dialect.pongId(message)).isEqualTo(id);
    }

    static Stream<Arguments> pongs() {
        return VERSIONS.stream()
                .flatMap(version -> Stream.of(
                        Arguments.of(version, "pong", 1, 1234567890123L),
                        Arguments.of(version, "pong_twice", 1, 1234567890123L),
                        Arguments.of(version, "pong_twice", 2, 1234567890124L),
                        Arguments.of(version, "pong_msgpack_connection", 1, 1234567890123L),
                        Arguments.of(version, "pong_id_zero", 1, 0L),
                        Arguments.of(version, "pong_id_largest", 1, 9007199254740991L),
                        Arguments.of(version, "pong_client_timestamp", 1, 0L),
                        Arguments.of(version, "fragmented_ping", 1, 1234567890123L),
                        Arguments.of(version, "silent_malformed_json", 1, 99L)));
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldRecogniseTheServersKeepAlive(String version) {
        assertThat(dialect.onMessage(message(version, "idle", 1), true).kind()).isEqualTo(Kind.SERVER_PING);
    }

    @ParameterizedTest
    @MethodSource("refusedTokens")
    void shouldRecogniseARefusedToken(String version, String name) {
        assertThat(dialect.onMessage(message(version, name, 0), true).kind()).isEqualTo(Kind.REFUSED);
    }

    static Stream<Arguments> refusedTokens() {
        return VERSIONS.stream()
                .flatMap(version -> Stream.of(
                                "auth_missing",
                                "auth_garbage",
                                "auth_bad_signature",
                                "auth_expired",
                                "auth_wrong_issuer",
                                "auth_wrong_audience")
                        .map(name -> Arguments.of(version, name)));
    }

    private static ByteBuf message(String version, String name, int index) {
        String text = Golden.load(version, name).texts().get(index);
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
