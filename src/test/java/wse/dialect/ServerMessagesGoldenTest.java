package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import wse.config.MessageForm;
import wse.genuine.Golden;

/** With the same ids and times, our server's messages equal the genuine ones byte by byte. */
class ServerMessagesGoldenTest {

    static final List<String> VERSIONS = Golden.VERSIONS;

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldSayReadyLikeTheGenuineServer(String version) throws Exception {
        String golden = text(version, "ready", 0);
        JsonNode ready = parse(golden);
        JsonNode details = ready.at("/p/details");
        assertThat(written(out -> messages(version)
                        .writeReady(
                                out,
                                UUID.fromString(ready.get("id").asText()),
                                UUID.fromString(details.get("connection_id").asText()),
                                Jwt.BENCH_USER,
                                Instant.parse(ready.get("ts").asText()))))
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldSayHelloLikeTheGenuineServer(String version) throws Exception {
        String golden = text(version, "hello", 1);
        JsonNode hello = parse(golden).get("p");
        assertThat(written(out -> messages(version)
                        .writeHello(
                                out,
                                UUID.fromString(hello.get("connection_id").asText()),
                                1,
                                Instant.parse(hello.get("server_time").asText()))))
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0.0, pong", "2.0.0, pong_id_zero", "2.0.0, pong_id_negative", "2.0.0, pong_id_largest",
        "2.5.1, pong", "2.5.1, pong_id_zero", "2.5.1, pong_id_negative", "2.5.1, pong_id_largest"
    })
    void shouldAnswerAPingLikeTheGenuineServer(String version, String name) throws Exception {
        String golden = text(version, name, 1);
        JsonNode pong = parse(golden).get("p");
        assertThat(written(out -> messages(version)
                        .writePong(
                                out,
                                pong.get("client_timestamp").asLong(),
                                pong.get("server_timestamp").asLong())))
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldKeepAliveLikeTheGenuineServer(String version) throws Exception {
        String golden = text(version, "idle", 1);
        Instant time = Instant.parse(parse(golden).at("/p/server_time").asText());
        assertThat(written(out -> messages(version).writeKeepAlive(out, time))).isEqualTo(golden);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldAskForATokenLikeTheGenuineServer(String version) throws Exception {
        String golden = text(version, "auth_missing", 0);
        Instant time = Instant.parse(parse(golden).at("/p/timestamp").asText());
        assertThat(written(out -> messages(version).writeAuthRequired(out, time)))
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0.0, auth_expired, Token expired",
        "2.0.0, auth_bad_signature, Invalid JWT signature",
        "2.0.0, auth_wrong_issuer, Invalid issuer",
        "2.0.0, auth_wrong_audience, Invalid audience",
        "2.0.0, auth_garbage, Malformed JWT token",
        "2.0.0, auth_no_subject, Token missing user ID",
        "2.5.1, auth_expired, Token expired",
        "2.5.1, auth_bad_signature, Invalid JWT signature",
        "2.5.1, auth_no_subject, Token missing user ID"
    })
    void shouldRefuseATokenLikeTheGenuineServer(String version, String name, String refusal) throws Exception {
        String golden = text(version, name, 0);
        Instant time = Instant.parse(parse(golden).at("/p/timestamp").asText());
        Jwt.Refused verdict = new Jwt.Refused(refusal);
        assertThat(written(out -> messages(version).writeAuthFailed(out, verdict, time)))
                .isEqualTo(golden);
    }

    private static ServerMessages messages(String version) {
        return new ServerMessages(MessageForm.of(version), 1 << 20, 25_000);
    }

    private static String text(String version, String name, int index) {
        return Golden.load(version, name).texts().get(index);
    }

    private static JsonNode parse(String message) throws Exception {
        return JSON.readTree(message.substring(message.indexOf('{')));
    }

    private static String written(Consumer<ByteBuf> writer) {
        ByteBuf out = Unpooled.buffer();
        writer.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
