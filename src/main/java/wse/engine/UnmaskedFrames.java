package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** The frames of some messages, in order, before they are masked. Immutable. */
final class UnmaskedFrames {

    /** How many bytes after the last frame may be overwritten. */
    static final int SPARE_BYTES = UnmaskedFrame.SPARE_BYTES;

    private final int opcode;
    private final ByteBuf[] payloads;
    private final UnmaskedFrame[] frames;

    UnmaskedFrames(FrameContents contents) {
        List<byte[]> all = contents.payloads();
        opcode = contents.opcode();
        payloads = all.stream().map(Unpooled::wrappedBuffer).toArray(ByteBuf[]::new);
        frames = all.stream().map(payload -> new UnmaskedFrame(opcode, payload)).toArray(UnmaskedFrame[]::new);
    }

    /**
     * Appends consecutive frames, each with a new mask. Up to {@link #SPARE_BYTES} more bytes are overwritten.
     *
     * @param from index of the first frame; the n-th frame holds the message with the index n modulo the number of messages
     * @param bytes length of these frames
     */
    void write(ByteBuf out, int from, int count, int bytes, Entropy masks) {
        out.ensureWritable(bytes + SPARE_BYTES);
        if (!UnmaskedFrame.IS_SUPPORTED || !out.hasMemoryAddress()) {
            encode(out, from, count, masks);
            return;
        }
        long address = out.memoryAddress() + out.writerIndex();
        if (frames.length == 1) {
            writeCopies(frames[0], address, count, masks);
        } else {
            writeInTurn(address, from, count, masks);
        }
        out.writerIndex(out.writerIndex() + bytes);
    }

    /** For buffers whose memory address is not known. */
    private void encode(ByteBuf out, int from, int count, Entropy masks) {
        for (int i = 0; i < count; i++) {
            FrameEncoder.encode(out, opcode, payloads[(from + i) % payloads.length], masks.nextInt());
        }
    }

    /** Has its own loop, so that compiled code reads the fields of the frame only once. */
    private static void writeCopies(UnmaskedFrame frame, long address, int count, Entropy masks) {
        long at = address;
        for (int i = 0; i < count; i++) {
            at = frame.write(at, masks.nextInt());
        }
    }

    private void writeInTurn(long address, int from, int count, Entropy masks) {
        long at = address;
        int next = from % frames.length;
        for (int i = 0; i < count; i++) {
            at = frames[next].write(at, masks.nextInt());
            next = next + 1 == frames.length ? 0 : next + 1;
        }
    }
}
