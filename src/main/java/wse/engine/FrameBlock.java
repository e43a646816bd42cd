package wse.engine;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Masked frames of messages, which {@link Connection#sendFrames} writes many at a time. The frames of a
 * {@link PooledFrameBlock} are encoded once and written again and again; a {@link FreshFrameBlock} gives its frames new
 * masks for each write. Created by {@link WebSocketClient#newFrameBlock} and confined to the event loop passed there.
 */
public abstract sealed class FrameBlock implements AutoCloseable permits FreshFrameBlock, PooledFrameBlock {

    /**
     * The most bytes in one write of a flood. They fit into one TCP segment on loopback, which is the MTU of 65,536 bytes
     * minus 40 bytes of IP and TCP headers and 12 bytes of timestamps. Blocks of 65,514 bytes needed a second segment, and
     * halved the rate of 175-byte messages (bench/throughput.sh).
     */
    public static final int BYTES = 65_483;

    private final boolean compressed;
    /** Where each frame begins on the wire, and at last the end of all of them. */
    private final int[] offsets;
    /** The same for the payloads alone. */
    private final int[] payloadOffsets;
    /** The same for the messages, before they were compressed. */
    private final int[] messageOffsets;

    private final int framesPerWrite;
    private final int frames;
    private int nextFrame;

    /** @param leastFrames the block has at least this many frames, and at least one of each message */
    FrameBlock(FrameContents contents, int framesPerWrite, int leastFrames) {
        this.compressed = contents.compressed();
        this.framesPerWrite = framesPerWrite;
        this.frames = Math.max(contents.payloads().size(), Math.max(framesPerWrite, leastFrames));
        this.offsets = offsets(contents.payloads(), frames, payload -> frameBytes(payload.length));
        this.payloadOffsets = offsets(contents.payloads(), frames, payload -> payload.length);
        this.messageOffsets = offsets(contents.messages(), frames, message -> message.length);
    }

    private static int[] offsets(List<byte[]> items, int frames, ToIntFunction<byte[]> length) {
        int[] offsets = new int[frames + 1];
        for (int i = 0; i < frames; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], length.applyAsInt(items.get(i % items.size())));
        }
        return offsets;
    }

    /** Length of a client's frame on the wire: header, mask and payload (RFC 6455 section 5.2). */
    public static int frameBytes(int payloadBytes) {
        return FrameEncoder.frameBytes(payloadBytes);
    }

    /** How many frames fit into a block of {@link #BYTES}; at least one. */
    public static int framesPerBlock(int payloadBytes) {
        return Math.max(1, BYTES / frameBytes(payloadBytes));
    }

    /**
     * Length of consecutive frames on the wire.
     *
     * @param from index of the first
     */
    public final int bytes(int from, int count) {
        return offsets[from + count] - offsets[from];
    }

    /** Length of the messages in consecutive frames, before they were compressed. */
    public final int messageBytes(int from, int count) {
        return messageOffsets[from + count] - messageOffsets[from];
    }

    /** Length of the payloads of consecutive frames. */
    final int payloadBytes(int from, int count) {
        return payloadOffsets[from + count] - payloadOffsets[from];
    }

    /**
     * How many of some consecutive frames contain at least one of their last bytes.
     *
     * @param from index of the first frame
     * @param lastBytes number of bytes at the end of these frames
     */
    public final int framesWithin(int from, int count, int lastBytes) {
        int frames = 0;
        while (frames < count && bytes(from + count - frames, frames) < lastBytes) {
            frames++;
        }
        return frames;
    }

    /** Whether the messages are compressed. */
    final boolean isCompressed() {
        return compressed;
    }

    /** The most frames that one write may hold. */
    public final int framesPerWrite() {
        return framesPerWrite;
    }

    /** How many different frames there are. The n-th holds the message with the index n modulo the number of messages. */
    public final int frames() {
        return frames;
    }

    /** Reserves the next frames in turn, and returns the index of the first. */
    public final int reserve(int count) {
        check(0, count);
        if (nextFrame + count > frames) {
            nextFrame = 0;
        }
        int from = nextFrame;
        nextFrame += count;
        return from;
    }

    /** Releases the memory as soon as the last write that uses it is done. */
    @Override
    public abstract void close();

    /**
     * Frames of this block; the caller releases them.
     *
     * @param from index of the first
     * @param used the buffer that this method last returned to the same caller, which has released it since, or the empty
     *     buffer if there is none. It may be reused, so that nothing is allocated
     */
    abstract ByteBuf take(int from, int count, ByteBuf used, LoopState loop);

    /** Sends the frames through an epoll socket, in the way that suits their memory. See {@link Connection#sendFrames}. */
    abstract int sendBy(EpollOutlet outlet, int from, int count, int writes);

    /** The frames in the form in which one connection sends them through its ring. */
    abstract RingFrames ringFrames(RingSocket socket, LoopState loop);

    final void check(int from, int count) {
        if (count < 1 || count > framesPerWrite || from < 0 || from > frames - count) {
            throw new IllegalArgumentException("a write must hold 1 to " + framesPerWrite + " of the " + frames
                    + " frames of this block: from=" + from + ", frames=" + count);
        }
    }
}
