package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.uring.IoUringIoOps;
import java.util.List;

/**
 * A block's frames in the form in which one connection sends them through its ring, one write at a time. Confined to its
 * event loop.
 */
abstract class RingFrames {

    /** No frames yet. */
    static final RingFrames NONE = new RingFrames(noFrames()) {
        @Override
        IoUringIoOps next(int from, int count) {
            throw new IllegalStateException("there are no frames to send");
        }

        @Override
        ByteBuf rest(int bytes) {
            throw new IllegalStateException("there are no frames to send");
        }

        @Override
        void release() {}
    };

    private final FrameBlock block;

    private static FrameBlock noFrames() {
        return new FreshFrameBlock(FrameContents.plain(false, List.of(new byte[0])), 1);
    }

    RingFrames(FrameBlock block) {
        this.block = block;
    }

    final boolean isOf(FrameBlock other) {
        return block == other;
    }

    /**
     * The next write.
     *
     * @param from index of the first frame
     */
    abstract IoUringIoOps next(int from, int count);

    /** The socket has not taken the last bytes of the write. Returns these bytes; the caller releases them. */
    abstract ByteBuf rest(int bytes);

    /** Called when no write is under way and none follows immediately. */
    void pause() {}

    /** Releases the memory. No write is under way, and none will follow. */
    abstract void release();
}
