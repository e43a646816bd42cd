package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.dialect.Meaning.Kind;

class WseDialectTest {

    private final Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, "token");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "WSE{\"t\":\"PONG\",\"p\":{\"client_timestamp\":7},\"v\":2} | PONG",
                "{\"c\":\"WSE\",\"t\":\"PONG\",\"p\":{\"client_timestamp\":7},\"v\":1} | PONG",
                "S{\"id\":\"1\",\"p\":{\"t\":\"PONG\",\"x\":[1,{\"t\":\"ping\"}]},\"t\":\"server_ready\"} | READY",
                "U{ \"a\" : \"\\\"t\\\":\\\"PONG\\\"\" , \"t\" : \"ping\" } | SERVER_PING",
                "WSE{\"t\":\"PING\",\"p\":{}} | SERVER_PING",
                "WSE{\"t\":\"error\",\"p\":{\"code\":\"AUTH_FAILED\"}} | REFUSED",
                "WSE{\"p\":{\"m\":\"x\",\"code\":\"AUTH_REQUIRED\"},\"t\":\"error\"} | REFUSED",
                "WSE{\"t\":\"error\",\"p\":{\"code\":\"RATE_LIMITED\"}} | ERROR",
                "WSE{\"t\":\"PONGS\"} | OTHER",
                "WSES{\"t\":\"PONG\"} | OTHER",
                "WSE{\"t\":7} | OTHER",
                "PONG | OTHER",
                "{ | OTHER",
            })
    void shouldClassifyByTheTypeOfTheOutermostObject(String message, Kind expected) {
        assertThat(dialect.onMessage(text(message), true).kind()).isEqualTo(expected);
    }

    @Test
    void shouldTreatEmptyMessagesAsOther() {
        assertThat(dialect.onMessage(Unpooled.EMPTY_BUFFER, false).kind()).isEqualTo(Kind.OTHER);
        assertThat(dialect.onMessage(Unpooled.EMPTY_BUFFER, true).kind()).isEqualTo(Kind.OTHER);
    }

    /** Only the last brace may be missing, because nothing depends on it. */
    @Test
    void shouldNeverReadPastTheEndOfATruncatedMessage() {
        String whole = "WSE{\"p\":{\"client_timestamp\":12,\"x\":\"\\\\\"},\"t\":\"PONG\"}";
        for (int length = 0; length < whole.length() - 1; length++) {
            ByteBuf cut = text(whole.substring(0, length));
            assertThat(dialect.onMessage(cut, true).kind())
                    .as("cut at %d", length)
                    .isEqualTo(Kind.OTHER);
            assertThat(dialect.pongId(cut)).as("cut at %d", length).isIn(-1L, 1L, 12L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 1_234_567_890_123L, JsonPing.MAX_ID})
    void shouldFindTheIdItSentInEitherForm(long id) {
        assertThat(dialect.pongId(text("WSE{\"t\":\"PONG\",\"p\":{\"client_timestamp\":" + id + ",\"latency\":1}}")))
                .isEqualTo(id);
        assertThat(dialect.pongId(text("{\"c\":\"WSE\",\"p\":{ \"latency\":1, \"client_timestamp\" : " + id + " }}")))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WSE{\"p\":{\"client_timestamp\":null}}",
                "WSE{\"p\":{\"client_timestamp\":-4}}",
                "WSE{\"p\":{\"client_timestamp\":99999999999999999999}}",
                "WSE{\"p\":{\"client_timestamp\":12.5}}",
                "WSE{\"p\":{\"client_timestamp\":12e3}}",
                "WSE{\"p\":7}",
                "WSE{}"
            })
    void shouldSayThatAPongCarriesNoId(String message) {
        assertThat(dialect.pongId(text(message))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, JsonPing.MAX_ID})
    void shouldWriteThePingWithItsId(long id) {
        ByteBuf out = Unpooled.buffer();
        dialect.writePing(out, id);
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo("{\"t\":\"ping\",\"p\":{\"timestamp\":" + id + "}}");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, JsonPing.MAX_ID + 1})
    void shouldRefuseAnIdThatJsonCannotKeep(long id) {
        assertThatThrownBy(() -> dialect.writePing(Unpooled.buffer(), id)).hasMessageContaining("id=" + id);
    }

    @Test
    void shouldTreatAnEchoAsThePong() {
        Dialect echo = new EchoDialect("/");
        ByteBuf ping = Unpooled.buffer();
        echo.writePing(ping, 42);
        assertThat(echo.onMessage(ping, true).kind()).isEqualTo(Kind.PONG);
        assertThat(echo.pongId(ping)).isEqualTo(42);
        assertThat(echo.onMessage(text("Request served by node 3"), true).kind())
                .isEqualTo(Kind.OTHER);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
