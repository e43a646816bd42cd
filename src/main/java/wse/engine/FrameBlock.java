package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Masked frames of one message, which {@link Connection#sendFrames} writes many at a time. The frames of a
 * {@link PooledFrameBlock} are encoded once and written again and again; a {@link FreshFrameBlock} masks its frames anew for
 * each write. Made by {@link WebSocketClient#newFrameBlock} and confined to the event loop given there.
 */
public abstract sealed class FrameBlock implements AutoCloseable permits FreshFrameBlock, PooledFrameBlock {

    /**
     * The most bytes that one write of a flood holds: one TCP segment on loopback, which is an MTU of 65,536 less 40 bytes
     * of IP and TCP headers and 12 bytes of timestamps. Blocks of 65,514 bytes needed a second segment, and halved the rate
     * of 175-byte messages (bench/throughput.sh).
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

    /** Releases the memory, once the last write that uses it is done. */
    @Override
    public abstract void close();

    /**
     * The next frames, for the caller to release.
     *
     * @param used what this method last returned to the same caller, which has released it since: it may be used again, so
     *     that nothing is allocated. The empty buffer if there is none
     */
    abstract ByteBuf next(int frames, ByteBuf used, LoopState loop);

    /** Has an epoll socket send the frames, in the way that suits their memory. See {@link Connection#sendFrames}. */
    abstract int sendBy(EpollOutlet outlet, int frames, int writes);

    /** The frames as one connection sends them through its ring. */
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
