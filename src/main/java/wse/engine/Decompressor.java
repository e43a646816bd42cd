package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates messages, one after the other, with a window of 15 bits, which also suits messages of smaller windows. Confined to
 * one event loop.
 */
final class Decompressor {

    /** The end of a message that its sender leaves out (RFC 7692 section 7.2.2). */
    private static final byte[] END = {0, 0, -1, -1};

    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer end = ByteBuffer.wrap(END);
    private final ByteBufAllocator allocator;

    Decompressor(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Inflates one message. A longer one than allowed never takes more memory than twice the longest allowed one.
     *
     * @param payload its readable bytes are the payload of a compressed message
     * @param maxMessageBytes the maximum length of the inflated message
     * @param first an empty buffer, which becomes this method's own
     * @return the message; the caller releases it
     */
    ByteBuf inflate(ByteBuf payload, int maxMessageBytes, ByteBuf first) throws ProtocolException {
        Output out = new Output(first, maxMessageBytes);
        boolean inflated = false;
        try {
            if (!feed(Views.of(payload, payload.readerIndex(), payload.readableBytes()), out)) {
                feed(end.rewind(), out);
            }
            inflated = true;
            return out.buffer;
        } catch (DataFormatException e) {
            throw new ProtocolException(
                    CloseCode.INVALID_DATA,
                    "a compressed message must be valid DEFLATE data (RFC 1951): " + e.getMessage());
        } finally {
            if (!inflated) {
                out.buffer.release();
            }
        }
    }

    /** @return whether the input has ended with a final block, so that no end was left out */
    private boolean feed(ByteBuffer in, Output out) throws DataFormatException, ProtocolException {
        inflater.setInput(in);
        while (true) {
            int room = out.makeRoom();
            int written = inflater.inflate(Views.of(out.buffer, out.buffer.writerIndex(), room));
            out.written(written);
            if (inflater.finished()) {
                // The sender has started again after a final block (RFC 7692 section 7.2.3.4).
                inflater.reset();
                if (!in.hasRemaining()) {
                    return true;
                }
                inflater.setInput(in);
            } else if (written < room) {
                return false;
            }
        }
    }

    /** Forgets all messages so far. */
    void forget() {
        inflater.reset();
    }

    /** Releases the memory. */
    void end() {
        inflater.end();
    }

    /** The inflated part of a message. */
    private final class Output {

        private final int maxMessageBytes;
        private ByteBuf buffer;

        Output(ByteBuf first, int maxMessageBytes) {
            this.buffer = first;
            this.maxMessageBytes = maxMessageBytes;
        }

        int makeRoom() {
            if (!buffer.isWritable()) {
                int capacity = (int) Math.min(2L * buffer.capacity(), maxMessageBytes + 1L);
                ByteBuf larger = allocator.directBuffer(capacity, capacity);
                larger.writeBytes(buffer);
                buffer.release();
                buffer = larger;
            }
            return buffer.writableBytes();
        }

        void written(int bytes) throws ProtocolException {
            buffer.writerIndex(buffer.writerIndex() + bytes);
            if (buffer.readableBytes() > maxMessageBytes) {
                throw new ProtocolException(
                        CloseCode.TOO_BIG,
                        "a message must not exceed " + maxMessageBytes + " bytes when it is inflated");
            }
        }
    }
}
