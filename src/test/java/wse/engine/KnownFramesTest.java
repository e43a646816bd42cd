package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFramesTest {

    private static final List<byte[]> MESSAGES = List.of(filled(5, 'a'), filled(5, 'b'), filled(5, 'c'));

    private static byte[] filled(int length, char value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static ByteBuf text(String frames) {
        ByteBuf in = Unpooled.buffer();
        in.writeByte(0).readByte();
        frames.chars().forEach(value -> in.writeByte(0x81).writeByte(5).writeBytes(filled(5, (char) value)));
        return in;
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 0, 3, 3",
        "abc, 0, 2, 2",
        "abcc, 0, 4, 3",
        "ab, 0, 3, 2",
        "axc, 0, 3, 1",
        "b, 0, 3, 0",
        "bc, 1, 2, 2"
    })
    void shouldCountTheFramesThatAreExpected(String frames, int message, int most, int expected) {
        KnownFrames known = new KnownFrames(true, MESSAGES, 1);
        ByteBuf in = text(frames);

        assertThat(known.count(in, message, most)).isEqualTo(expected);
        assertThat(in.readerIndex()).isEqualTo(1);
        assertThat(known.count(in, message, most)).isEqualTo(expected);
    }

    @Test
    void shouldCountOnlyWholeFrames() {
        KnownFrames known = new KnownFrames(true, MESSAGES, 1);
        ByteBuf in = text("ab");

        assertThat(known.frameBytes()).isEqualTo(7);
        assertThat(known.count(in.slice(1, 13), 0, 3)).isEqualTo(1);
        assertThat(known.count(in.slice(1, 6), 0, 3)).isZero();
        assertThat(known.count(Unpooled.EMPTY_BUFFER, 0, 3)).isZero();
    }

    @Test
    void shouldExpectRepeatedMessages() {
        KnownFrames known = new KnownFrames(true, MESSAGES, 2);

        assertThat(known.count(text("aaab"), 0, 2)).isEqualTo(2);
        assertThat(known.count(text("cc"), 2, 2)).isEqualTo(2);
        assertThat(known.count(text("ab"), 0, 2)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 16_000})
    void shouldKnowTheHeaderOfEveryLength(int length) {
        byte[] payload = filled(length, 'x');
        KnownFrames known = new KnownFrames(false, List.of(payload), 1);
        ByteBuf in = Unpooled.buffer().writeByte(0x82);
        if (length <= 125) {
            in.writeByte(length);
        } else {
            in.writeByte(126).writeShort(length);
        }
        in.writeBytes(payload);

        assertThat(known.frameBytes()).isEqualTo(in.readableBytes());
        assertThat(known.count(in, 0, 1)).isEqualTo(1);
        assertThat(known.count(in.setByte(0, 0x02), 0, 1)).isZero();
    }

    @Test
    void shouldLeaveLongFramesToTheDecoder() {
        byte[] payload = filled(20_000, 'x');
        ByteBuf in = Unpooled.buffer()
                .writeByte(0x82)
                .writeByte(126)
                .writeShort(20_000)
                .writeBytes(payload);

        assertThat(new KnownFrames(false, List.of(payload), 8).count(in, 0, 1)).isZero();
    }
}
