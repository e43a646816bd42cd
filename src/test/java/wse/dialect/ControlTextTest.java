package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** The binary messages are built with the JDK's Deflater and with msgpack-core. */
class ControlTextTest {

    private static final WseDialect DIALECT = new WseDialect(WseDialect.DEFAULT_TARGET, "token");
    private static final String READY =
            "{\"c\":\"WSE\",\"p\":{\"details\":{\"version\":1}},\"seq\":1,\"t\":\"server_ready\"}";
    private static final String PONG =
            "{\"c\":\"WSE\",\"t\":\"PONG\",\"p\":{\"client_timestamp\":1767225600001,\"latency\":2},\"v\":1}";

    private static ByteBuf bytes(byte[]... parts) {
        return Unpooled.wrappedBuffer(parts);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zlib(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(utf8(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] msgPackPong(long id) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packMapHeader(4).packString("c").packString("W\"SE\n");
            packer.packString("p").packMapHeader(2);
            packer.packString("client_timestamp").packLong(id);
            packer.packString("latency").packDouble(0.5);
            packer.packString("more")
                    .packArrayHeader(3)
                    .packNil()
                    .packBoolean(true)
                    .packBinaryHeader(1);
            packer.writePayload(new byte[] {7});
            packer.packString("t").packString("PONG");
            return packer.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<ByteBuf> readies() {
        return Stream.of(
                bytes(utf8(READY)),
                bytes(utf8("WSE" + READY)),
                bytes(utf8("C:"), zlib(READY)),
                bytes(utf8("C:"), zlib("WSE" + READY)),
                bytes(zlib(READY)));
    }

    @ParameterizedTest
    @MethodSource("readies")
    void shouldBecomeReadyByABinaryMessage(ByteBuf message) {
        assertThat(DIALECT.onMessage(message, false).kind()).isEqualTo(Meaning.Kind.READY);
    }

    @Test
    void shouldMatchBinaryPongsToTheirPings() {
        List<ByteBuf> pongs = List.of(
                bytes(utf8(PONG)), bytes(utf8("C:"), zlib(PONG)), bytes(utf8("M:"), msgPackPong(1_767_225_600_001L)));

        for (ByteBuf pong : pongs) {
            assertThat(DIALECT.onMessage(pong, false)).isEqualTo(Meaning.PONG);
            assertThat(DIALECT.pongId(pong)).isEqualTo(1_767_225_600_001L);
        }
    }

    @Test
    void shouldTurnMessagePackIntoJson() {
        ByteBuf json = ControlText.of(bytes(utf8("M:"), msgPackPong(-5)));

        assertThat(json.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"c\":\"W\\\"SE \",\"p\":{\"client_timestamp\":-5,\"latency\":0.5},"
                        + "\"more\":[null,true,null],\"t\":\"PONG\"}");
    }

    /** Cut off, not zlib at all, a string that claims four gigabytes, nested too deeply, and encrypted. */
    @ParameterizedTest
    @ValueSource(strings = {"433a789c", "433a00", "4d3adbffffffff", "4d3a", "453a0102", "78"})
    void shouldIgnoreWhatCannotBeDecoded(String hex) {
        assertThat(DIALECT.onMessage(bytes(ByteBufUtil.decodeHexDump(hex)), false))
                .isEqualTo(Meaning.OTHER);
    }

    @Test
    void shouldIgnoreAMessageThatIsNestedTooDeeply() {
        ByteBuf nested = bytes(utf8("M:"), "\u0091".repeat(2_000).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(DIALECT.onMessage(nested, false)).isEqualTo(Meaning.OTHER);
    }

    @Test
    void shouldNotDecodeTheMessagesOfFloods() {
        ByteBuf flood = bytes(utf8("C:"), new byte[5_000]);

        assertThat(ControlText.of(flood)).isSameAs(flood);
    }
}
