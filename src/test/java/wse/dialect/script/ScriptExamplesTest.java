package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Format;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Meaning.Kind;
import wse.dialect.PingForm;
import wse.dialect.Script;

/** The examples of the documentation are short, and say what their servers really send. */
class ScriptExamplesTest {

    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final int MOST_LINES = 60;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Dialect dialect(Path file) throws IOException {
        Script script = new Script(file.toString(), Files.readString(file), Map.of());
        return new Dialects().create("script", DialectContext.at(Instant.EPOCH).withScript(script));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldBeShortAndWithoutMistakes(Path file) throws Exception {
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES);
        Dialect dialect = dialect(file);
        assertThat(dialect.openingRequest(0).target()).startsWith("/");
        assertThat(dialect.pingForm()).isNotEqualTo(PingForm.FRAME);
        assertThat(dialect.floodMessage(Format.JSON, 4_096).length()).isEqualTo(4_096);
    }

    @Test
    void shouldSpeakGraphQl() throws Exception {
        Conversation user = log("graphql-transport-ws.yaml", "{\"type\":\"connection_ack\"}");

        assertPong(user, "{\"type\":\"pong\",\"payload\":{\"id\":47}}", 47);
        assertAnswer(user, "{\"type\":\"ping\"}", "{\"type\":\"pong\"}");
    }

    @Test
    void shouldSpeakSocketIo() throws Exception {
        Conversation user = log(
                "socket.io.yaml",
                "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}",
                "40{\"sid\":\"y\"}");

        assertPong(user, "4347[]", 47);
        assertAnswer(user, "2", "3");
    }

    @Test
    void shouldSpeakStomp() throws Exception {
        Conversation user = log("stomp.yaml", "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");

        assertPong(user, "RECEIPT\nreceipt-id:47\n\n\0", 47);
        assertPong(user, "RECEIPT\r\nserver:x\r\nreceipt-id:48\r\n\r\n\0", 48);
    }

    @Test
    void shouldSpeakPhoenix() throws Exception {
        Conversation user =
                log("phoenix.yaml", "[\"1\",\"1\",\"room:lobby\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]");

        assertPong(user, "[null,\"47\",\"phoenix\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]", 47);
        assertThat(user.onMessage(
                                bytes("[null,\"alive\",\"phoenix\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]"),
                                true)
                        .kind())
                .isEqualTo(Kind.OTHER);
    }

    /** The conversation after a login with these messages of the server. */
    private static Conversation log(String file, String... messages) throws IOException {
        Conversation user = dialect(EXAMPLES.resolve(file)).conversation(0);
        Kind last = user.onOpen().kind();
        for (String message : messages) {
            assertThat(last).isEqualTo(Kind.OTHER);
            last = user.onMessage(bytes(message), true).kind();
        }
        assertThat(last).isEqualTo(Kind.READY);
        return user;
    }

    private static void assertPong(Conversation user, String message, long id) {
        assertThat(user.onMessage(bytes(message), true).kind()).isEqualTo(Kind.PONG);
        assertThat(user.pongId(bytes(message))).isEqualTo(id);
    }

    private static void assertAnswer(Conversation user, String message, String answer) {
        assertThat(Descriptions.sent(user.onMessage(bytes(message), true))).isEqualTo(List.of(answer));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
