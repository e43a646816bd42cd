package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import wse.config.ReadMode;
import wse.dialect.Utf8;

/**
 * Reads a client's frames (RFC 6455, section 5) in place, in the read buffer. Whole frames cost no object and no copy; a
 * frame that is cut off by the end of the buffer is kept until the rest arrives. Strict: anything that section 5 forbids is
 * reported as a violation with its close code. Confined to the channel's event loop.
 */
final class FrameReader {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /**
     * The memory that the server reserves for a long frame of which it has only the header; more is reserved as the payload
     * arrives.
     */
    private static final int MOST_RESERVED_BYTES = 1 << 10;

    /** Close codes of RFC 6455, 7.4.1. */
    static final int PROTOCOL_ERROR = 1002;

    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;

    private final Sink sink;
    private final boolean countOnly;
    private final ConnectionCompression compression;
    private final Utf8 utf8;
    private final IncomingHeader header;
    private final PartialMessage fragments = new PartialMessage();

    /** The beginning of a frame that was cut off by the end of the read buffer; empty between frames. */
    private ByteBuf carried = Unpooled.EMPTY_BUFFER;

    /** How many bytes are still missing from a frame whose payload is skipped, and which is counted at its end. */
    private int skipped;

    private int skippedPayloadBytes;

    /** For a connection that does not compress. */
    FrameReader(Sink sink, ReadMode mode, int maxMessageBytes, Utf8 utf8) {
        this(sink, mode, maxMessageBytes, utf8, ConnectionCompression.OFF);
    }

    FrameReader(Sink sink, ReadMode mode, int maxMessageBytes, Utf8 utf8, ConnectionCompression compression) {
        this.sink = sink;
        this.utf8 = utf8;
        this.compression = compression;
        this.countOnly = mode == ReadMode.COUNT;
        this.header = new IncomingHeader(sink, maxMessageBytes, compression.isOn());
    }

    /** Receives the contents of the frames, in their order. */
    interface Sink {

        /** Whether frames are wanted; false once the connection is closing. */
        boolean open();

        /** Whether text that is not UTF-8 is a violation. */
        boolean checksText();

        /** Reports messages whose contents do not matter: their number and payload bytes. */
        void counted(int messages, long payloadBytes);

        /** Passes on one message, still masked with {@code mask}, which is 0 if the message is not masked. */
        void message(int opcode, ByteBuf buffer, int index, int length, int mask);

        /** Passes on one control frame, masked in the same way. */
        void control(int opcode, ByteBuf buffer, int index, int length, int mask);

        /** The client broke a rule, and nothing more is read. */
        void violation(int closeCode, String rule);
    }

    /** Reads the bytes that have arrived. Does not release the buffer. */
    void read(ByteBuf in, ByteBufAllocator allocator) {
        if (!skip(in)) {
            return;
        }
        while (carried.isReadable() && in.isReadable() && sink.open()) {
            complete(in, allocator);
        }
        if (!carried.isReadable() && sink.open()) {
            readFrames(in, allocator);
            carry(in, allocator);
        }
    }

    /** Frees all memory. Call this once, when the connection ends. */
    void release() {
        carried.release();
        carried = Unpooled.EMPTY_BUFFER;
        fragments.release();
    }

    /** Skips the rest of a frame, and counts it at its end. Returns whether a new frame comes next. */
    private boolean skip(ByteBuf in) {
        int now = Math.min(skipped, in.readableBytes());
        in.skipBytes(now);
        skipped -= now;
        if (now > 0 && skipped == 0) {
            sink.counted(1, skippedPayloadBytes);
        }
        return skipped == 0;
    }

    private void complete(ByteBuf in, ByteBufAllocator allocator) {
        int missing = missing(carried);
        ByteBuf whole = carried;
        whole.writeBytes(in, Math.min(missing, in.readableBytes()));
        if (!sink.open() || missing(whole) > 0) {
            return;
        }
        carried = Unpooled.EMPTY_BUFFER;
        try {
            readFrames(whole, allocator);
        } finally {
            whole.release();
        }
    }

    /** How many bytes are missing from a frame, according to its header. */
    private int missing(ByteBuf frame) {
        if (!header.read(frame, frame.readerIndex(), frame.writerIndex(), fragments)) {
            return sink.open() ? Math.max(1, header.bytes() - frame.readableBytes()) : 0;
        }
        return header.frameBytes() - frame.readableBytes();
    }

    private void carry(ByteBuf in, ByteBufAllocator allocator) {
        if (!in.isReadable() || !sink.open()) {
            return;
        }
        boolean known = header.read(in, in.readerIndex(), in.writerIndex(), fragments);
        if (sink.open()) {
            int frameBytes = known ? header.frameBytes() : IncomingHeader.mostBytes();
            carried = allocator.buffer(Math.max(in.readableBytes(), Math.min(frameBytes, MOST_RESERVED_BYTES)));
            carried.writeBytes(in);
        }
    }

    private void readFrames(ByteBuf in, ByteBufAllocator allocator) {
        int index = in.readerIndex();
        int end = in.writerIndex();
        int messages = 0;
        long bytes = 0;
        while (sink.open() && header.read(in, index, end, fragments)) {
            int payload = index + header.bytes();
            int payloadBytes = header.payloadBytes();
            if (countOnly && isWholeMessage(in, index) && !mayWantAnswer(in, payload, end)) {
                messages++;
                bytes += payloadBytes;
            } else if (payload + payloadBytes > end) {
                break;
            } else {
                // Reported first, so that the messages before a ping are counted before its pong is sent.
                sink.counted(messages, bytes);
                messages = 0;
                bytes = 0;
                frame(in, index, payload, allocator);
            }
            index = payload + payloadBytes;
        }
        skipped = Math.max(0, index - end);
        if (skipped > 0) {
            skippedPayloadBytes = header.payloadBytes();
            messages--;
            bytes -= skippedPayloadBytes;
        }
        sink.counted(messages, bytes);
        in.readerIndex(Math.min(index, end));
    }

    private boolean isWholeMessage(ByteBuf in, int index) {
        return !fragments.isBegun() && IncomingHeader.isWholeMessage(in.getByte(index) & 0xff);
    }

    /** Whether a message may need an answer, judging by its first bytes. True if they have not arrived yet. */
    private boolean mayWantAnswer(ByteBuf in, int payload, int end) {
        if (header.opcode() != TEXT || header.payloadBytes() < Openings.BYTES) {
            return false;
        }
        if (end - payload < Openings.BYTES) {
            return true;
        }
        return Openings.mayWantAnswer(in.getLong(payload) ^ Masks.twice(in.getInt(payload - 4)));
    }

    private void frame(ByteBuf in, int index, int payload, ByteBufAllocator allocator) {
        int mask = in.getInt(payload - 4);
        int opcode = header.opcode();
        int first = in.getByte(index);
        boolean last = (first & IncomingHeader.FIN) != 0;
        if (opcode >= CLOSE) {
            sink.control(opcode, in, payload, header.payloadBytes(), mask);
        } else if (!last || fragments.isBegun()) {
            fragment(first, in, payload, mask, allocator);
        } else if ((first & ConnectionCompression.RSV1) != 0) {
            inflate(opcode, in, payload, header.payloadBytes(), mask, allocator);
        } else {
            sink.message(opcode, in, payload, header.payloadBytes(), mask);
        }
    }

    private void fragment(int first, ByteBuf in, int payload, int mask, ByteBufAllocator allocator) {
        fragments.begin(first, header.payloadBytes(), allocator);
        fragments.add(in, payload, header.payloadBytes(), mask);
        if (sink.checksText() && !fragments.canBeValid(utf8)) {
            sink.violation(INVALID_DATA, "text must be UTF-8");
        } else if ((first & IncomingHeader.FIN) != 0) {
            try {
                tell(allocator);
            } finally {
                fragments.release();
            }
        }
    }

    /** The message in several frames is complete. */
    private void tell(ByteBufAllocator allocator) {
        if (fragments.isCompressed()) {
            inflate(fragments.opcode(), fragments.payload(), 0, fragments.bytes(), 0, allocator);
        } else {
            tell(fragments.opcode(), fragments.payload());
        }
    }

    private void tell(int opcode, ByteBuf message) {
        int length = message.readableBytes();
        if (countOnly && !Openings.mayWantAnswer(opcode, message, 0, length, 0)) {
            sink.counted(1, length);
        } else {
            sink.message(opcode, message, 0, length, 0);
        }
    }

    private void inflate(int opcode, ByteBuf in, int index, int length, int mask, ByteBufAllocator allocator) {
        ByteBuf message = compression.inflate(in, index, length, mask, allocator, sink);
        try {
            if (sink.open()) {
                tell(opcode, message);
            }
        } finally {
            message.release();
        }
    }
}
