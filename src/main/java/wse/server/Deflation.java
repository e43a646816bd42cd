package wse.server;

import com.jcraft.jzlib.JZlib;
import io.netty.buffer.ByteBuf;
import java.util.zip.Deflater;

/**
 * Compresses messages, one after the other, with zlib: with the JDK's if the window has 15 bits, otherwise with JZlib,
 * which can use smaller ones. Confined to one event loop.
 */
abstract class Deflation {

    /** zlib cannot search a window of 8 bits, so nothing is searched for repetitions. */
    private static final int LEAST_SEARCHED_BITS = 9;

    private static final int MEMORY_LEVEL = 8;
    private static final int OUTPUT_BYTES = 4096;
    private static final int TAIL = 0x0000ffff;

    private final byte[] output = new byte[OUTPUT_BYTES];

    static Deflation of(int windowBits) {
        return windowBits >= LEAST_SEARCHED_BITS && windowBits < CompressionTerms.MOST_BITS
                ? new SmallWindow(windowBits)
                : new FullWindow(windowBits);
    }

    /**
     * Appends the payload of a compressed message (RFC 7692, 7.2.1).
     *
     * @param forget whether later messages must not refer to this one
     */
    final void append(byte[] message, int length, boolean forget, ByteBuf out) {
        if (length == 0) {
            // As in RFC 7692, 7.2.3.6. zlib would send other blocks, or nothing, and some clients expect this one.
            out.writeByte(0);
            return;
        }
        begin(message, length);
        int written = OUTPUT_BYTES;
        while (written == OUTPUT_BYTES) {
            written = next(output, forget);
            out.writeBytes(output, 0, written);
        }
        int end = out.writerIndex() - Integer.BYTES;
        if (out.getInt(end) == TAIL) {
            out.writerIndex(end);
        }
    }

    abstract void begin(byte[] message, int length);

    /** Returns how many bytes of output there are; fewer than fit if there will be no more. */
    abstract int next(byte[] to, boolean forget);

    /** Frees the memory. */
    abstract void end();

    private static final class FullWindow extends Deflation {

        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

        FullWindow(int windowBits) {
            if (windowBits < LEAST_SEARCHED_BITS) {
                deflater.setStrategy(Deflater.HUFFMAN_ONLY);
                // The first call only applies the strategy.
                deflater.deflate(new byte[1]);
            }
        }

        @Override
        void begin(byte[] message, int length) {
            deflater.setInput(message, 0, length);
        }

        @Override
        int next(byte[] to, boolean forget) {
            return deflater.deflate(to, 0, to.length, forget ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH);
        }

        @Override
        void end() {
            deflater.end();
        }
    }

    private static final class SmallWindow extends Deflation {

        private final com.jcraft.jzlib.Deflater deflater = new com.jcraft.jzlib.Deflater();

        SmallWindow(int windowBits) {
            deflater.init(JZlib.Z_DEFAULT_COMPRESSION, windowBits, MEMORY_LEVEL, JZlib.W_NONE);
        }

        @Override
        void begin(byte[] message, int length) {
            deflater.setInput(message, 0, length, false);
        }

        @Override
        int next(byte[] to, boolean forget) {
            deflater.setOutput(to);
            deflater.deflate(forget ? JZlib.Z_FULL_FLUSH : JZlib.Z_SYNC_FLUSH);
            return to.length - deflater.getAvailOut();
        }

        @Override
        void end() {
            deflater.end();
        }
    }
}
