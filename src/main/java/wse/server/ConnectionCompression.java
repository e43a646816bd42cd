package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * The compression of one connection's messages (RFC 7692). zlib's memory is allocated with the first message in each direction;
 * connections whose messages do not refer to earlier ones share that of their event loop. Confined to the channel's event
 * loop.
 */
final class ConnectionCompression {

    /** Shared by all connections that do not compress. */
    static final ConnectionCompression OFF = new ConnectionCompression();

    /** The bit of a frame's first byte that says that the message is compressed. */
    static final int RSV1 = 0x40;

    private final Optional<CompressionTerms> terms;
    private final Optional<Loop> loop;
    private final int maxMessageBytes;
    private Optional<Deflation> deflation = Optional.empty();
    private Optional<Inflation> inflation = Optional.empty();

    private ConnectionCompression() {
        terms = Optional.empty();
        loop = Optional.empty();
        maxMessageBytes = 0;
    }

    ConnectionCompression(CompressionTerms terms, Loop loop) {
        this.terms = Optional.of(terms);
        this.loop = Optional.of(loop);
        this.maxMessageBytes = loop.service.options().limits().maxMessageBytes();
    }

    boolean isOn() {
        return this != OFF;
    }

    /** Appends a data message as one frame: compressed, unless the connection does not compress. */
    void write(ByteBuf out, int opcode, byte[] message, int length) {
        if (!isOn()) {
            ServerFrames.header(out, opcode, length);
            out.writeBytes(message, 0, length);
            return;
        }
        ByteBuf payload = loop().deflated.clear();
        deflation().append(message, length, terms().serverForgets(), payload);
        ServerFrames.write(out, RSV1 | opcode, payload);
    }

    /** Appends the frame of a message that refers to no other, so that it can be sent again and again. */
    void writeLasting(ByteBuf out, int opcode, byte[] message, int length) {
        if (!isOn()) {
            write(out, opcode, message, length);
            return;
        }
        ByteBuf payload = loop().deflated.clear();
        loop().deflation(serverBits()).append(message, length, true, payload);
        ServerFrames.write(out, RSV1 | opcode, payload);
    }

    /** Frames that this object has not written are sent next, so messages after them must not refer to those before. */
    void interrupted() {
        deflation.ifPresent(Deflation::end);
        deflation = Optional.empty();
    }

    private Deflation deflation() {
        if (terms().serverForgets()) {
            return loop().deflation(serverBits());
        }
        if (deflation.isEmpty()) {
            deflation = Optional.of(Deflation.of(serverBits()));
        }
        return deflation.get();
    }

    private int serverBits() {
        return terms().serverBits().orElse(CompressionTerms.MOST_BITS);
    }

    private CompressionTerms terms() {
        return terms.orElseThrow();
    }

    private Loop loop() {
        return loop.orElseThrow();
    }

    /**
     * The message of a compressed payload, which is masked with {@code mask}. The caller releases it.
     *
     * @param sink receives a violation; the message is then empty
     */
    ByteBuf inflate(ByteBuf in, int index, int length, int mask, ByteBufAllocator allocator, FrameReader.Sink sink) {
        byte[] payload = loop().plain(length);
        Masks.copy(in, index, length, mask, payload);
        ByteBuf out = allocator.heapBuffer(Math.min(length * 2 + 64, maxMessageBytes + 1), maxMessageBytes + 1);
        Inflation inflater = terms().clientForgets() ? loop().inflation() : ownInflation();
        try {
            if (inflater.append(payload, length, out)) {
                return out;
            }
            sink.violation(FrameReader.TOO_BIG, "message too big when inflated");
        } catch (DataFormatException e) {
            sink.violation(FrameReader.INVALID_DATA, "a compressed message must be DEFLATE data");
        } finally {
            if (terms().clientForgets()) {
                inflater.forget();
            }
        }
        out.release();
        return Unpooled.EMPTY_BUFFER;
    }

    private Inflation ownInflation() {
        if (inflation.isEmpty()) {
            inflation = Optional.of(new Inflation());
        }
        return inflation.get();
    }

    /** Frees all memory. Call this when the connection ends. */
    void release() {
        if (isOn()) {
            interrupted();
            inflation.ifPresent(Inflation::end);
            inflation = Optional.empty();
        }
    }
}
