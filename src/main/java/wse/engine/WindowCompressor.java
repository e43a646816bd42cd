package wse.engine;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.JZlib;
import io.netty.buffer.ByteBuf;

/** Uses JZlib, because the JDK's zlib cannot be told the size of its window. Confined to one event loop. */
final class WindowCompressor extends Compressor {

    private static final int MEMORY_LEVEL = 8;
    private static final int OUTPUT_BYTES = 8 * 1024;

    private final Deflater deflater = new Deflater();
    private final byte[] output = new byte[OUTPUT_BYTES];
    private byte[] input = new byte[0];

    WindowCompressor(int windowBits) {
        int result = deflater.init(JZlib.Z_DEFAULT_COMPRESSION, windowBits, MEMORY_LEVEL, JZlib.W_NONE);
        if (result != JZlib.Z_OK) {
            throw new IllegalStateException("zlib must accept its window: windowBits=" + windowBits);
        }
    }

    @Override
    void deflate(ByteBuf message, ByteBuf out, boolean forget) {
        int length = message.readableBytes();
        if (input.length < length) {
            input = new byte[length];
        }
        message.getBytes(message.readerIndex(), input, 0, length);
        deflater.setInput(input, 0, length, false);
        do {
            deflater.setOutput(output);
            deflater.deflate(forget ? JZlib.Z_FULL_FLUSH : JZlib.Z_SYNC_FLUSH);
            out.writeBytes(output, 0, OUTPUT_BYTES - deflater.getAvailOut());
        } while (deflater.getAvailOut() == 0);
    }

    @Override
    void end() {
        deflater.end();
    }
}
