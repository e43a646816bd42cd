package wse.engine;

import io.netty.buffer.ByteBuf;

/**
 * Frames that get new masks for each write, as RFC 6455 section 5.3 requires. Keeps the messages, but no memory for
 * writes: all writes of an event loop share one buffer.
 */
final class FreshFrameBlock extends FrameBlock {

    /** Small enough to fit into the first-level cache, and to waste little masking if the socket fills up. */
    private static final int PREPARED_BYTES = 4096;

    private final UnmaskedFrames unmasked;

    FreshFrameBlock(FrameContents contents, int framesPerWrite) {
        super(contents, framesPerWrite, 1);
        unmasked = new UnmaskedFrames(contents);
    }

    @Override
    ByteBuf take(int from, int count, ByteBuf used, LoopState loop) {
        check(from, count);
        return prepare(from, count, 1, loop);
    }

    /**
     * Prepares several writes in a row, each with the same messages and new masks, so that a write costs little more than
     * its system call. The caller releases the buffer.
     *
     * @param most the largest number of writes
     * @return a multiple of the length of one write
     */
    ByteBuf prepare(int from, int count, int most, LoopState loop) {
        int writes = Math.max(1, Math.min(most, PREPARED_BYTES / bytes(from, count)));
        ByteBuf out = loop.writeBuffer((writes - 1) * bytes(from, count) + roomFor(from, count));
        for (int i = 0; i < writes; i++) {
            write(out, from, count, loop.entropy());
        }
        return out;
    }

    /** How many bytes a buffer must have room for so that these frames can be written into it. */
    int roomFor(int from, int count) {
        return bytes(from, count) + UnmaskedFrames.SPARE_BYTES;
    }

    /** Appends consecutive frames with new masks. */
    void write(ByteBuf out, int from, int count, Entropy masks) {
        unmasked.write(out, from, count, bytes(from, count), masks);
    }

    @Override
    int sendBy(EpollOutlet outlet, int from, int count, int writes) {
        return UnmaskedFrame.IS_SUPPORTED
                ? outlet.sendFresh(this, from, count, writes)
                : outlet.sendByChannel(this, from, count, writes);
    }

    @Override
    RingFrames ringFrames(RingSocket socket, LoopState loop) {
        return new FreshRingFrames(this, socket, loop);
    }

    @Override
    public void close() {
        // There is nothing to release.
    }
}
