package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Compresses messages before they are needed, for frames that are sent again and again. No message refers to an earlier one,
 * which every server that accepts permessage-deflate must be able to read, whatever the two sides have agreed about context
 * takeover (RFC 7692 section 7.2.1). Confined to one thread.
 */
public final class AheadCompressor implements AutoCloseable {

    private final Compressor compressor;

    /** @param windowBits the largest window that the server allows, {@link DeflateAgreement#clientMaxWindowBits} */
    public AheadCompressor(int windowBits) {
        compressor = Compressor.of(windowBits);
    }

    /** The payload of a compressed frame with this message. */
    public byte[] payload(byte[] message) {
        ByteBuf out = Unpooled.buffer(Compressor.roomFor(message.length));
        compressor.compress(Unpooled.wrappedBuffer(message), out, true);
        return ByteBufUtil.getBytes(out);
    }

    /** Releases the memory. */
    @Override
    public void close() {
        compressor.end();
    }
}
