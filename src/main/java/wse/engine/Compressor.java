package wse.engine;

import io.netty.buffer.ByteBuf;

/** Compresses messages with DEFLATE, one after the other. Confined to one event loop. */
abstract class Compressor {

    /** The smallest window for which zlib can search for repetitions. */
    private static final int LEAST_SEARCHED_BITS = 9;

    private static final int EMPTY_BLOCK = 0x0000ffff;

    /** @param windowBits base-2 logarithm of the window, 8 to 15 */
    static Compressor of(int windowBits) {
        return windowBits == DeflateOffer.MOST_WINDOW_BITS || windowBits < LEAST_SEARCHED_BITS
                ? new JdkCompressor(windowBits)
                : new WindowCompressor(windowBits);
    }

    /** Enough for most messages; incompressible ones need a few bytes per 16 KiB more than their length. */
    static int roomFor(int messageBytes) {
        return messageBytes + (messageBytes >> 8) + 64;
    }

    /**
     * Appends the payload of a compressed message (RFC 7692 section 7.2.1) to {@code out}.
     *
     * @param message its readable bytes are the message; its indices are not moved
     * @param forget whether later messages must not refer to this one
     */
    final void compress(ByteBuf message, ByteBuf out, boolean forget) {
        if (!message.isReadable()) {
            // As in RFC 7692 section 7.2.3.6. zlib would send other blocks, or nothing, and some servers expect this
            // one.
            out.writeByte(0);
            return;
        }
        deflate(message, out, forget);
        int end = out.writerIndex() - Integer.BYTES;
        if (out.getInt(end) == EMPTY_BLOCK) {
            out.writerIndex(end);
        }
    }

    /** Appends the compressed message, which is not empty, and an empty block without compression. */
    abstract void deflate(ByteBuf message, ByteBuf out, boolean forget);

    /** Releases the memory. */
    abstract void end();
}
