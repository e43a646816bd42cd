package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 65_537})
    void shouldCountTheFramesThatWereTakenCompletely(int length) {
        ByteBuf frames = Unpooled.buffer();
        ByteBuf payload = Unpooled.buffer(length).writeZero(length);
        ServerFrames.write(frames, FrameReader.TEXT, payload);
        int one = frames.readableBytes();
        ServerFrames.write(frames, FrameReader.BINARY, payload);

        assertThat(ServerFrames.whole(frames, 0)).isZero();
        assertThat(ServerFrames.whole(frames, 1)).isZero();
        assertThat(ServerFrames.whole(frames, one - 1)).isZero();
        assertThat(ServerFrames.whole(frames, one)).isOne();
        assertThat(ServerFrames.whole(frames, one + 1)).isOne();
        assertThat(ServerFrames.whole(frames, 2 * one - 1)).isOne();
        assertThat(ServerFrames.whole(frames, 2 * one)).isEqualTo(2);
    }
}
