package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Masked frames of one message, which {@link Connection#sendFrames} writes many at a time. The frames of a
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

    private final int opcode;
    private final ByteBuf payload;
    private final int frameBytes;
    private final int framesPerWrite;

    FrameBlock(int opcode, byte[] payload, int framesPerWrite) {
        this.opcode = opcode;
        this.payload = Unpooled.wrappedBuffer(payload);
        this.frameBytes = frameBytes(payload.length);
        this.framesPerWrite = framesPerWrite;
    }

    /** Length of a client's frame on the wire: header, mask and payload (RFC 6455 section 5.2). */
    public static int frameBytes(int payloadBytes) {
        return FrameEncoder.frameBytes(payloadBytes);
    }

    /** How many frames fit into a block of {@link #BYTES}; at least one. */
    public static int framesPerBlock(int payloadBytes) {
        return Math.max(1, BYTES / frameBytes(payloadBytes));
    }

    /** Length of one frame on the wire. */
    public final int frameBytes() {
        return frameBytes;
    }

    /** The most frames that one write may hold. */
    public final int framesPerWrite() {
        return framesPerWrite;
    }

    /** Releases the memory as soon as the last write that uses it is done. */
    @Override
    public abstract void close();

    /**
     * The next frames; the caller releases them.
     *
     * @param used the buffer that this method last returned to the same caller, which has released it since, or the empty
     *     buffer if there is none. It may be reused, so that nothing is allocated
     */
    abstract ByteBuf next(int frames, ByteBuf used, LoopState loop);

    /** Sends the frames through an epoll socket, in the way that suits their memory. See {@link Connection#sendFrames}. */
    abstract int sendBy(EpollOutlet outlet, int frames, int writes);

    /** The frames in the form in which one connection sends them through its ring. */
    abstract RingFrames ringFrames(RingSocket socket, LoopState loop);

    final void encode(ByteBuf out, int frames, Entropy entropy) {
        for (int i = 0; i < frames; i++) {
            FrameEncoder.encode(out, opcode, payload, entropy.nextInt());
        }
    }

    final void check(int frames) {
        if (frames < 1 || frames > framesPerWrite) {
            throw new IllegalArgumentException(
                    "a write must hold 1 to " + framesPerWrite + " frames of this block: frames=" + frames);
        }
    }
}
