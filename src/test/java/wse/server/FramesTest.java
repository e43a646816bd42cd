package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 65_537})
    void shouldCountTheFramesThatWereTakenCompletely(int length) {
        ByteBuf frames = Unpooled.buffer();
        ByteBuf payload = Unpooled.buffer(length).writeZero(length);
        Frames.write(frames, FrameReader.TEXT, payload);
        int one = frames.readableBytes();
        Frames.write(frames, FrameReader.BINARY, payload);

        assertThat(Frames.whole(frames, 0)).isZero();
        assertThat(Frames.whole(frames, 1)).isZero();
        assertThat(Frames.whole(frames, one - 1)).isZero();
        assertThat(Frames.whole(frames, one)).isOne();
        assertThat(Frames.whole(frames, one + 1)).isOne();
        assertThat(Frames.whole(frames, 2 * one - 1)).isOne();
        assertThat(Frames.whole(frames, 2 * one)).isEqualTo(2);
    }
}
