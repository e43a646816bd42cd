package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Frames that a server is expected to send, for {@link ConnectionListener#onFrames}. Comparing many frames at once is several
 * times faster than decoding each of them and comparing its payload. Confined to one event loop.
 */
public final class KnownFrames {

    /** Longer frames seldom arrive whole in one read, so they are not kept. */
    private static final int LONGEST_BYTES = 16 * 1024;

    private static final int MAX_HEADER_BYTES = 10;

    private final int frameBytes;
    private final int copies;
    /** Empty if the frames are too long, or have different lengths. */
    private final ByteBuffer frames;

    /**
     * @param payloads the messages; if they have different lengths, none of them is found
     * @param copies how often each message is expected in succession
     */
    public KnownFrames(boolean text, List<byte[]> payloads, int copies) {
        this.copies = copies;
        int length = payloads.get(0).length;
        this.frameBytes = header(text, length).remaining() + length;
        boolean same = payloads.stream().allMatch(payload -> payload.length == length);
        int count = frameBytes > LONGEST_BYTES || !same ? 0 : payloads.size() * copies;
        this.frames = ByteBuffer.allocate(count * frameBytes);
        for (int i = 0; i < count; i++) {
            frames.put(header(text, length)).put(payloads.get(i / copies));
        }
    }

    /** The header of an unmasked, unfragmented frame (RFC 6455 section 5.2). */
    private static ByteBuffer header(boolean text, int length) {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER_BYTES);
        header.put((byte) (FrameHeader.FIN | (text ? Opcode.TEXT : Opcode.BINARY)));
        if (length <= 125) {
            header.put((byte) length);
        } else if (length <= 0xffff) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        return header.flip();
    }

    /** Length of one frame in bytes. */
    public int frameBytes() {
        return frameBytes;
    }

    /**
     * How many whole frames at the beginning of the buffer are the expected ones. Does not move the buffer's indices,
     * and allocates nothing.
     *
     * @param message index of the first message that is expected
     * @param most the maximum number of frames to look for; at least 1
     */
    public int count(ByteBuf in, int message, int most) {
        int from = message * copies * frameBytes;
        int bytes = Math.min(in.readableBytes(), Math.min(most * frameBytes, frames.capacity() - from));
        if (bytes < frameBytes || in.nioBufferCount() != 1) {
            return 0;
        }
        int whole = bytes - bytes % frameBytes;
        int same = frames.limit(from + whole).position(from).mismatch(in.internalNioBuffer(in.readerIndex(), whole));
        return (same < 0 ? whole : same) / frameBytes;
    }
}
