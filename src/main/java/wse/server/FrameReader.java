package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import wse.config.ReadMode;

/**
 * Reads a client's frames (RFC 6455, section 5) where they lie in the read buffer: whole frames cost no object and no copy,
 * a frame cut by the buffer's end is carried over. Strict: whatever section 5 forbids is a violation with its close code.
 * Confined to the channel's event loop.
 */
final class FrameReader {

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int MOST_HEADER_BYTES = 14;

    /** What a header alone can make the server reserve; the rest is reserved as the payload comes. */
    private static final int MOST_RESERVED_BYTES = 64 << 10;

    /** Close codes of RFC 6455, 7.4.1. */
    static final int PROTOCOL_ERROR = 1002;

    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;

    private final Sink sink;
    private final boolean countOnly;
    private final int maxMessageBytes;

    /** Beginning of a frame cut by the read buffer's end; null between frames, which is what an idle connection holds. */
    private ByteBuf carried;

    /** What is still to come of a frame that was counted already and need not be looked at. */
    private int skipped;

    /** Unmasked payload so far of a message in fragments; null outside. */
    private ByteBuf fragments;

    private int fragmentsOpcode;

    /** What the current header says. */
    private int opcode;

    private int headerBytes;
    private int payloadBytes;

    FrameReader(Sink sink, ReadMode mode, int maxMessageBytes) {
        this.sink = sink;
        this.countOnly = mode == ReadMode.COUNT;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Takes what the frames hold. Called in the frames' order. */
    interface Sink {

        /** Whether more is wanted; false once the connection is closing. */
        boolean open();

        /** Messages that need no look: their number and payload bytes. */
        void counted(int messages, long payloadBytes);

        /** One message, to be unmasked with {@code mask} where it lies, 0 if it is plain. */
        void message(int opcode, ByteBuf buffer, int index, int length, int mask);

        /** One control frame, likewise. */
        void control(int opcode, ByteBuf buffer, int index, int length, int mask);

        /** The client broke a rule; nothing more is read. */
        void violation(int closeCode, String rule);
    }

    /** Reads what has come; does not release it. */
    void read(ByteBuf in, ByteBufAllocator allocator) {
        if (!skip(in)) {
            return;
        }
        while (carried != null && in.isReadable() && sink.open()) {
            complete(in, allocator);
        }
        if (carried == null && sink.open()) {
            readFrames(in, allocator);
            carry(in, allocator);
        }
    }

    /** Frees what is held. To be called once when the connection ends. */
    void release() {
        if (carried != null) {
            carried.release();
            carried = null;
        }
        dropFragments();
    }

    /** Whether the frame to be skipped has ended, so that what is left begins a frame. */
    private boolean skip(ByteBuf in) {
        int now = Math.min(skipped, in.readableBytes());
        in.skipBytes(now);
        skipped -= now;
        return skipped == 0;
    }

    private void complete(ByteBuf in, ByteBufAllocator allocator) {
        int missing = missing(carried);
        ByteBuf whole = carried;
        whole.writeBytes(in, Math.min(missing, in.readableBytes()));
        if (!sink.open() || missing(whole) > 0) {
            return;
        }
        carried = null;
        try {
            readFrames(whole, allocator);
        } finally {
            whole.release();
        }
    }

    /** Bytes the frame that begins the buffer lacks, as far as its header is there to say. */
    private int missing(ByteBuf frame) {
        if (!header(frame, frame.readerIndex(), frame.writerIndex())) {
            return sink.open() ? Math.max(1, headerBytes - frame.readableBytes()) : 0;
        }
        return headerBytes + payloadBytes - frame.readableBytes();
    }

    private void carry(ByteBuf in, ByteBufAllocator allocator) {
        if (!in.isReadable() || !sink.open()) {
            return;
        }
        boolean known = header(in, in.readerIndex(), in.writerIndex());
        if (sink.open()) {
            int frameBytes = known ? headerBytes + payloadBytes : MOST_HEADER_BYTES;
            carried = allocator.buffer(Math.max(in.readableBytes(), Math.min(frameBytes, MOST_RESERVED_BYTES)));
            carried.writeBytes(in);
        }
    }

    private void readFrames(ByteBuf in, ByteBufAllocator allocator) {
        int index = in.readerIndex();
        int end = in.writerIndex();
        int messages = 0;
        long bytes = 0;
        while (sink.open() && header(in, index, end)) {
            int payload = index + headerBytes;
            if (countOnly && plain(in, index) && !answered(in, payload, end)) {
                messages++;
                bytes += payloadBytes;
            } else if (payload + payloadBytes > end) {
                break;
            } else {
                // What was counted lies before this frame: it is told first, so that a pong never precedes its count.
                sink.counted(messages, bytes);
                messages = 0;
                bytes = 0;
                frame(in, index, payload, allocator);
            }
            index = payload + payloadBytes;
        }
        sink.counted(messages, bytes);
        skipped = Math.max(0, index - end);
        in.readerIndex(Math.min(index, end));
    }

    /** Whether this is a whole data message in one frame, with nothing before it left open. */
    private boolean plain(ByteBuf in, int index) {
        int first = in.getByte(index) & 0xff;
        return (first == (FIN | TEXT) || first == (FIN | BINARY)) && fragments == null;
    }

    /** Whether a message may want an answer, by its first bytes; one that is not yet there may. */
    private boolean answered(ByteBuf in, int payload, int end) {
        if (opcode != TEXT || payloadBytes < Openings.BYTES) {
            return false;
        }
        if (end - payload < Openings.BYTES) {
            return true;
        }
        return Openings.mayWantAnswer(in.getLong(payload) ^ Masks.twice(in.getInt(payload - 4)));
    }

    /**
     * Reads the header at {@code index} into {@link #opcode}, {@link #headerBytes} and {@link #payloadBytes}. False if it is
     * not all there (then {@link #headerBytes} is what is known to be needed) or breaks a rule.
     */
    private boolean header(ByteBuf in, int index, int end) {
        headerBytes = 2;
        if (end - index < 2) {
            return false;
        }
        int both = in.getUnsignedShort(index);
        int length = both & 0x7f;
        opcode = both >>> 8 & 0x0f;
        headerBytes = length < 126 ? 6 : length == 126 ? 8 : MOST_HEADER_BYTES;
        if (!legal(both >>> 8, both & 0xff)) {
            return false;
        }
        return end - index >= headerBytes && payloadLength(in, index, length);
    }

    private boolean legal(int first, int second) {
        if ((second & MASKED) == 0) {
            return broken("a client's frame must be masked");
        }
        if ((first == (FIN | TEXT) || first == (FIN | BINARY)) && fragments == null) {
            return true;
        }
        if ((first & 0x70) != 0) {
            return broken("reserved bits must be 0");
        }
        return opcode >= CLOSE ? legalControl(first, second) : legalData();
    }

    private boolean legalControl(int first, int second) {
        if (opcode > PONG) {
            return broken("unknown opcode");
        }
        if ((first & FIN) == 0) {
            return broken("a control frame must not be fragmented");
        }
        return (second & 0x7f) <= 125 || broken("a control frame must not be longer than 125 bytes");
    }

    private boolean legalData() {
        if (opcode > BINARY) {
            return broken("unknown opcode");
        }
        if (opcode == CONTINUATION && fragments == null) {
            return broken("nothing to continue");
        }
        return opcode == CONTINUATION || fragments == null || broken("the message before must be continued first");
    }

    private boolean payloadLength(ByteBuf in, int index, int length) {
        long bytes = length;
        if (length == 126) {
            bytes = in.getUnsignedShort(index + 2);
        } else if (length == 127) {
            bytes = in.getLong(index + 2);
        }
        if (bytes < 0 || length == 126 && bytes < 126 || length == 127 && bytes <= 0xffff) {
            return broken("a length must be written in the fewest bytes");
        }
        if (bytes > maxMessageBytes - (fragments == null ? 0 : fragments.readableBytes())) {
            sink.violation(TOO_BIG, "message too big");
            return false;
        }
        payloadBytes = (int) bytes;
        return true;
    }

    private boolean broken(String rule) {
        sink.violation(PROTOCOL_ERROR, rule);
        return false;
    }

    private void frame(ByteBuf in, int index, int payload, ByteBufAllocator allocator) {
        int mask = in.getInt(payload - 4);
        boolean last = (in.getByte(index) & FIN) != 0;
        if (opcode >= CLOSE) {
            sink.control(opcode, in, payload, payloadBytes, mask);
        } else if (last && fragments == null) {
            sink.message(opcode, in, payload, payloadBytes, mask);
        } else {
            fragment(in, payload, mask, last, allocator);
        }
    }

    private void fragment(ByteBuf in, int payload, int mask, boolean last, ByteBufAllocator allocator) {
        if (fragments == null) {
            fragments = allocator.buffer(payloadBytes);
            fragmentsOpcode = opcode;
        }
        Masks.append(in, payload, payloadBytes, mask, fragments);
        if (last) {
            try {
                assembled();
            } finally {
                dropFragments();
            }
        }
    }

    private void assembled() {
        int length = fragments.readableBytes();
        boolean look = !countOnly || Openings.mayWantAnswer(fragmentsOpcode, fragments, 0, length, 0);
        if (look) {
            sink.message(fragmentsOpcode, fragments, 0, length, 0);
        } else {
            sink.counted(1, length);
        }
    }

    private void dropFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
