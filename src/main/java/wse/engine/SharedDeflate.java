package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the compressing connections of one event loop share: buffers, counts, and zlib's state of connections whose messages
 * do not refer to earlier ones. All of it is created when it is first needed. Confined to that event loop, except for
 * {@link #count()}.
 */
final class SharedDeflate {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final Compressor[] compressors = new Compressor[DeflateOffer.MOST_WINDOW_BITS + 1];
    private final LongAdder connections = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder sentWireBytes = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder receivedWireBytes = new LongAdder();
    private Optional<Decompressor> decompressor = Optional.empty();
    /** For outbound messages. */
    private Optional<ReusableBuffer> compressed = Optional.empty();
    /** For inbound messages. */
    private Optional<ReusableBuffer> inflated = Optional.empty();

    SharedDeflate(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** For connections that compress each message on its own. */
    Compressor compressor(int windowBits) {
        if (compressors[windowBits] == null) {
            compressors[windowBits] = Compressor.of(windowBits);
        }
        return compressors[windowBits];
    }

    /** For connections whose server compresses each message on its own. Its state must be forgotten after each message. */
    Decompressor decompressor() {
        if (decompressor.isEmpty()) {
            decompressor = Optional.of(new Decompressor(allocator));
        }
        return decompressor.get();
    }

    /** An empty buffer for a compressed message; the caller releases it. */
    ByteBuf compressedBuffer(int bytes) {
        if (compressed.isEmpty()) {
            compressed = Optional.of(new ReusableBuffer(allocator, BUFFER_BYTES));
        }
        return compressed.get().borrow(bytes);
    }

    /** An empty buffer for an inflated message; the caller releases it. */
    ByteBuf inflatedBuffer() {
        if (inflated.isEmpty()) {
            inflated = Optional.of(new ReusableBuffer(allocator, BUFFER_BYTES));
        }
        return inflated.get().borrow(BUFFER_BYTES);
    }

    void agreed() {
        connections.increment();
    }

    void sent(long bytes, long wireBytes) {
        sentBytes.add(bytes);
        sentWireBytes.add(wireBytes);
    }

    void received(long bytes, long wireBytes) {
        receivedBytes.add(bytes);
        receivedWireBytes.add(wireBytes);
    }

    /** May be called from any thread. */
    CompressionCount count() {
        return new CompressionCount(
                connections.sum(), sentBytes.sum(), sentWireBytes.sum(), receivedBytes.sum(), receivedWireBytes.sum());
    }

    /** Call this when the event loop has ended. */
    void release() {
        for (Compressor compressor : compressors) {
            if (compressor != null) {
                compressor.end();
            }
        }
        decompressor.ifPresent(Decompressor::end);
        compressed.ifPresent(ReusableBuffer::release);
        inflated.ifPresent(ReusableBuffer::release);
    }
}
