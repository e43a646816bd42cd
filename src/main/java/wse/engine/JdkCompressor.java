package wse.engine;

import io.netty.buffer.ByteBuf;
import java.util.zip.Deflater;

/** Uses the JDK's zlib, which is fast but whose window always has 15 bits. Confined to one event loop. */
final class JdkCompressor extends Compressor {

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /** @param windowBits below 15, messages are not searched for repetitions, so that no window is too small */
    JdkCompressor(int windowBits) {
        if (windowBits < DeflateOffer.MOST_WINDOW_BITS) {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        }
    }

    @Override
    void deflate(ByteBuf message, ByteBuf out, boolean forget) {
        deflater.setInput(Views.of(message, message.readerIndex(), message.readableBytes()));
        int flush = forget ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH;
        int room;
        int written;
        do {
            out.ensureWritable(1);
            room = out.writableBytes();
            written = deflater.deflate(Views.of(out, out.writerIndex(), room), flush);
            out.writerIndex(out.writerIndex() + written);
            // The first call after setting the strategy only applies it.
        } while (written == room || !deflater.needsInput());
    }

    @Override
    void end() {
        deflater.end();
    }
}
