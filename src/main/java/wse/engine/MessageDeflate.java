package wse.engine;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The compression of one connection's messages (RFC 7692). Memory for compressing is allocated when the first message is sent,
 * and for inflating when the first compressed message arrives. Confined to the connection's event loop.
 */
final class MessageDeflate {

    /** Shared by all connections that do not compress. */
    static final MessageDeflate OFF = new MessageDeflate();

    /** The bit of a frame's first byte which says that its message is compressed (RFC 7692 section 6). */
    static final int RSV1 = 0x40;

    private final Optional<DeflateAgreement> agreement;
    private final LoopState loop;
    private final int maxMessageBytes;
    /** Empty before the first message, and if each message is compressed on its own. */
    private Optional<Compressor> compressor = Optional.empty();
    /** Empty before the first message, and if the server compresses each message on its own. */
    private Optional<Decompressor> decompressor = Optional.empty();

    private MessageDeflate() {
        agreement = Optional.empty();
        loop = null;
        maxMessageBytes = 0;
    }

    MessageDeflate(DeflateAgreement agreement, LoopState loop, int maxMessageBytes) {
        this.agreement = Optional.of(agreement);
        this.loop = loop;
        this.maxMessageBytes = maxMessageBytes;
        loop.deflate().agreed();
    }

    Optional<DeflateAgreement> agreement() {
        return agreement;
    }

    /** Encodes a data message as one compressed frame. */
    ByteBuf frame(int opcode, ByteBuf message) {
        DeflateAgreement agreed = agreement.orElseThrow();
        int bytes = message.readableBytes();
        ByteBuf payload = loop.deflate().compressedBuffer(Compressor.roomFor(bytes));
        try {
            compressor(agreed).compress(message, payload, agreed.clientNoContextTakeover());
            loop.deflate().sent(bytes, payload.readableBytes());
            return loop.frame(RSV1 | opcode, payload);
        } finally {
            payload.release();
        }
    }

    private Compressor compressor(DeflateAgreement agreed) {
        if (agreed.clientNoContextTakeover()) {
            return loop.deflate().compressor(agreed.clientMaxWindowBits());
        }
        if (compressor.isEmpty()) {
            compressor = Optional.of(Compressor.of(agreed.clientMaxWindowBits()));
        }
        return compressor.get();
    }

    /** Inflates the payload of a message; the caller releases the result. */
    ByteBuf inflate(ByteBuf payload) throws ProtocolException {
        boolean forgets = agreement.orElseThrow().serverNoContextTakeover();
        Decompressor inflater = forgets ? loop.deflate().decompressor() : ownDecompressor();
        int wireBytes = payload.readableBytes();
        try {
            ByteBuf message =
                    inflater.inflate(payload, maxMessageBytes, loop.deflate().inflatedBuffer());
            loop.deflate().received(message.readableBytes(), wireBytes);
            return message;
        } finally {
            if (forgets) {
                inflater.forget();
            }
        }
    }

    private Decompressor ownDecompressor() {
        if (decompressor.isEmpty()) {
            decompressor = Optional.of(new Decompressor(loop.allocator()));
        }
        return decompressor.get();
    }

    /** Counts frames of a block that were sent, unless this connection does not compress. */
    void sent(FrameBlock block, int from, int count, long writes) {
        if (isOn()) {
            loop.deflate().sent(writes * block.messageBytes(from, count), writes * block.payloadBytes(from, count));
            if (block.isCompressed()) {
                forget();
            }
        }
    }

    /**
     * Messages that were compressed elsewhere are in the server's window now, but not in this side's, so the next message must
     * not refer to earlier ones.
     */
    private void forget() {
        compressor.ifPresent(Compressor::end);
        compressor = Optional.empty();
    }

    /** Counts a message that came uncompressed, unless this connection does not compress. */
    void receivedPlain(ByteBuf message) {
        if (isOn()) {
            loop.deflate().received(message.readableBytes(), message.readableBytes());
        }
    }

    /** Whether this connection compresses. */
    boolean isOn() {
        return this != OFF;
    }

    /** The connection has ended. */
    void release() {
        // Without descriptors, no class can be loaded, so connections that do not compress must not need any.
        if (isOn()) {
            forget();
            decompressor.ifPresent(Decompressor::end);
            decompressor = Optional.empty();
        }
    }
}
