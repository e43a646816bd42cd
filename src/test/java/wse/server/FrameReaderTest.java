package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.ReadMode;
import wse.dialect.Utf8;

class FrameReaderTest {

    /** Records the calls of the reader. */
    private static final class Heard implements FrameReader.Sink {

        final List<String> looked = new ArrayList<>();
        long messages;
        long bytes;
        int violation;

        @Override
        public boolean open() {
            return violation == 0;
        }

        @Override
        public boolean checksText() {
            return true;
        }

        @Override
        public void counted(int more, long payloadBytes) {
            messages += more;
            bytes += payloadBytes;
        }

        @Override
        public void message(int opcode, ByteBuf buffer, int index, int length, int mask) {
            counted(1, length);
            byte[] plain = new byte[length];
            Masks.copy(buffer, index, length, mask, plain);
            looked.add(new String(plain, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void control(int opcode, ByteBuf buffer, int index, int length, int mask) {
            looked.add("control " + opcode + " " + length);
        }

        @Override
        public void violation(int closeCode, String rule) {
            violation = closeCode;
        }
    }

    private static final String PING = "{\"t\":\"ping\",\"p\":{\"timestamp\":1}}";

    /** Lengths on both sides of each change of the header's size, with a ping and a control frame between them. */
    private static byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 125, 126, 127}) {
            byte[] payload = new byte[length];
            Arrays.fill(payload, (byte) 'x');
            out.writeBytes(RawClient.masked(length % 2 == 0 ? RawClient.TEXT : RawClient.BINARY, payload));
        }
        out.writeBytes(RawClient.masked(RawClient.TEXT, PING.getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(RawClient.masked(RawClient.PING, new byte[3]));
        out.writeBytes(RawClient.masked(0x01, "{\"t\":\"pi".getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(RawClient.masked(0x80, "ng\"}".getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(RawClient.masked(RawClient.BINARY, new byte[200]));
        return out.toByteArray();
    }

    private static Heard read(ReadMode mode, byte[]... pieces) {
        Heard heard = new Heard();
        FrameReader reader = new FrameReader(heard, mode, 1 << 20, new Utf8());
        for (byte[] piece : pieces) {
            reader.read(Unpooled.wrappedBuffer(piece), UnpooledByteBufAllocator.DEFAULT);
        }
        reader.release();
        return heard;
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldReadTheSameWhereverTheStreamIsSplit(ReadMode mode) {
        byte[] stream = stream();
        Heard whole = read(mode, stream);
        assertThat(whole.violation).isZero();
        assertThat(whole.messages).isEqualTo(14);
        assertThat(whole.looked).contains(PING, "control 9 3", "{\"t\":\"ping\"}");
        for (int cut = 1; cut < stream.length; cut++) {
            Heard cutInTwo = read(mode, Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length));
            assertThat(cutInTwo.messages).as("cut at %d", cut).isEqualTo(whole.messages);
            assertThat(cutInTwo.bytes).as("cut at %d", cut).isEqualTo(whole.bytes);
            assertThat(cutInTwo.looked).as("cut at %d", cut).isEqualTo(whole.looked);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldReadTheSameByteByByte(ReadMode mode) {
        byte[] stream = stream();
        byte[][] single = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            single[i] = new byte[] {stream[i]};
        }
        Heard heard = read(mode, single);
        assertThat(heard.messages).isEqualTo(14);
        assertThat(heard.looked).isEqualTo(read(mode, stream).looked);
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldReadTheSameInPiecesShorterThanAFrame(ReadMode mode) {
        byte[] stream = stream();
        Heard whole = read(mode, stream);
        for (int length = 2; length < 150; length++) {
            byte[][] pieces = new byte[(stream.length + length - 1) / length][];
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = Arrays.copyOfRange(stream, i * length, Math.min(stream.length, (i + 1) * length));
            }
            Heard heard = read(mode, pieces);
            assertThat(heard.messages).as("pieces of %d", length).isEqualTo(whole.messages);
            assertThat(heard.bytes).as("pieces of %d", length).isEqualTo(whole.bytes);
            assertThat(heard.looked).as("pieces of %d", length).isEqualTo(whole.looked);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldLookAtEveryMessageOnlyWhenParsing(ReadMode mode) {
        int looked = (int) read(mode, stream()).looked.stream()
                .filter(what -> !what.startsWith("control"))
                .count();
        assertThat(looked).isEqualTo(mode == ReadMode.PARSE ? 14 : 2);
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldCountAMessageOnlyWhenAllOfItHasArrived(ReadMode mode) {
        byte[] frame = RawClient.masked(RawClient.BINARY, new byte[500]);
        byte[] begun = Arrays.copyOf(frame, frame.length - 1);
        assertThat(read(mode, begun).messages).isZero();
        assertThat(read(mode, begun, new byte[1]).messages).isEqualTo(1);
        assertThat(read(mode, begun, new byte[1]).bytes).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldCountMessagesThatCameBeforeAViolation(ReadMode mode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(RawClient.masked(RawClient.BINARY, new byte[10]));
        out.writeBytes(RawClient.bare(RawClient.BINARY, new byte[10]));
        out.writeBytes(RawClient.masked(RawClient.BINARY, new byte[10]));
        Heard heard = read(mode, out.toByteArray());
        assertThat(heard.messages).isEqualTo(1);
        assertThat(heard.violation).isEqualTo(FrameReader.PROTOCOL_ERROR);
    }
}
