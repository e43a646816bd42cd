package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Server frames to messages, strictly by RFC 6455. Frames are read where they lie in the socket's buffer; only the part of
 * one that is not complete yet, and the fragments of a message, are copied. An idle connection's decoder holds no buffer.
 * Confined to the connection's event loop.
 */
final class FrameDecoder {

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int WHOLE_TEXT = FIN | Opcode.TEXT;
    private static final int WHOLE_BINARY = FIN | Opcode.BINARY;
    private static final int SHORT_HEADER_BYTES = 2;
    private static final int MEDIUM_HEADER_BYTES = 4;

    private final int maxMessageBytes;
    /** The beginning of a frame whose end has not come yet, else null. */
    private ByteBuf partial;
    /** The fragments so far of a message that has not ended yet, else null. */
    private ByteBuf message;

    private boolean messageIsText;

    FrameDecoder(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Reads all of {@code in}, or until the connection has enough. */
    void decode(ByteBuf in, ByteBufAllocator allocator, Connection to) throws ProtocolException {
        if (partial != null && !completePartial(in, to)) {
            return;
        }
        boolean more = true;
        while (more && in.isReadable() && to.wantsFrames()) {
            more = readMessage(in, to) || readFrame(in, allocator, to);
        }
    }

    /** Any frame, or what there is of it; false if that is all for now. */
    private boolean readFrame(ByteBuf in, ByteBufAllocator allocator, Connection to) throws ProtocolException {
        long needed = bytesNeeded(in);
        if (in.readableBytes() < needed) {
            partial = allocator.buffer((int) needed).writeBytes(in);
            return false;
        }
        frame(in, (int) needed, to);
        return true;
    }

    /**
     * What nearly all frames of a flood are, by few looks at the buffer: a whole message in one frame of up to 64 KiB. False,
     * and nothing is read, if the next frame is something else.
     */
    private boolean readMessage(ByteBuf in, Connection to) {
        int start = in.readerIndex();
        int limit = in.writerIndex();
        if (message != null || limit - start < MEDIUM_HEADER_BYTES) {
            return false;
        }
        int head = in.getInt(start);
        int first = head >>> 24;
        int shortLength = head >>> 16 & 0xff;
        boolean medium = shortLength == 126;
        int length = medium ? head & 0xffff : shortLength;
        long end = (long) start + (medium ? MEDIUM_HEADER_BYTES : SHORT_HEADER_BYTES) + length;
        boolean plain = (first == WHOLE_TEXT || first == WHOLE_BINARY) && medium == length > 125 && shortLength < 127;
        if (!plain || length > maxMessageBytes || end > limit) {
            return false;
        }
        in.setIndex((int) end - length, (int) end);
        to.message(in, first == WHOLE_TEXT);
        in.setIndex((int) end, limit);
        return true;
    }

    void release() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        dropMessage();
    }

    /** Takes from {@code in} what the partial frame lacks, no more; true if there is none any more. */
    private boolean completePartial(ByteBuf in, Connection to) throws ProtocolException {
        long needed = bytesNeeded(partial);
        while (partial.readableBytes() < needed) {
            if (!in.isReadable()) {
                return false;
            }
            int missing = (int) needed - partial.readableBytes();
            partial.writeBytes(in, Math.min(missing, in.readableBytes()));
            needed = bytesNeeded(partial);
        }
        ByteBuf frame = partial;
        partial = null;
        try {
            frame(frame, (int) needed, to);
        } finally {
            frame.release();
        }
        return true;
    }

    /** How many bytes there must be to go on: the header's while that is not complete, then the whole frame's. */
    private long bytesNeeded(ByteBuf in) throws ProtocolException {
        int readable = in.readableBytes();
        int start = in.readerIndex();
        if (readable >= 1) {
            checkFirstByte(in.getByte(start));
        }
        if (readable < 2) {
            return 2;
        }
        int second = in.getByte(start + 1);
        check((second & MASKED) == 0, "a server's frame must not be masked");
        int headerBytes = headerBytes(second);
        if (readable < headerBytes) {
            return headerBytes;
        }
        long length = payloadLength(in, start, second & 0x7f);
        checkLength(in.getByte(start), length);
        return headerBytes + length;
    }

    private static int headerBytes(int second) {
        int length = second & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    private static long payloadLength(ByteBuf in, int start, int shortLength) throws ProtocolException {
        if (shortLength < 126) {
            return shortLength;
        }
        long length = shortLength == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        check(length >= 0, "the highest bit of a length must be 0");
        check(length > (shortLength == 126 ? 125 : 0xffff), "a length must be encoded in the fewest bytes");
        return length;
    }

    private void checkFirstByte(int first) throws ProtocolException {
        int opcode = first & 0xf;
        check((first & RSV) == 0, "the RSV bits must be 0");
        check(Opcode.isDefined(opcode), "an opcode must be defined: opcode=", opcode);
        if (Opcode.isControl(opcode)) {
            check((first & FIN) != 0, "a control frame must not be fragmented");
        } else if (opcode == Opcode.CONTINUATION) {
            check(message != null, "a continuation must continue a message");
        } else {
            check(message == null, "a fragmented message must end before the next begins");
        }
    }

    private void checkLength(int first, long length) throws ProtocolException {
        if (Opcode.isControl(first & 0xf)) {
            check(length <= MAX_CONTROL_BYTES, "a control frame must be of 125 bytes at most: length=", length);
            return;
        }
        long total = message == null ? length : length + message.readableBytes();
        if (total > maxMessageBytes) {
            throw new ProtocolException(
                    CloseCode.TOO_BIG, "a message must be of " + maxMessageBytes + " bytes at most: length=" + total);
        }
    }

    /** One whole frame; the buffer is shown as if it ended with the payload. */
    private void frame(ByteBuf in, int frameBytes, Connection to) throws ProtocolException {
        int start = in.readerIndex();
        int end = start + frameBytes;
        int limit = in.writerIndex();
        int first = in.getByte(start);
        in.setIndex(start + headerBytes(in.getByte(start + 1)), end);
        dispatch(first & 0xf, (first & FIN) != 0, in, to);
        in.setIndex(end, limit);
    }

    private void dispatch(int opcode, boolean fin, ByteBuf payload, Connection to) throws ProtocolException {
        if (Opcode.isControl(opcode)) {
            to.control(opcode, payload);
        } else if (fin && opcode != Opcode.CONTINUATION) {
            to.message(payload, opcode == Opcode.TEXT);
        } else {
            fragment(opcode, fin, payload, to);
        }
    }

    private void fragment(int opcode, boolean fin, ByteBuf payload, Connection to) throws ProtocolException {
        if (opcode != Opcode.CONTINUATION) {
            messageIsText = opcode == Opcode.TEXT;
            message = payload.alloc().buffer(payload.readableBytes());
        }
        message.writeBytes(payload);
        if (fin) {
            ByteBuf whole = message;
            message = null;
            try {
                to.message(whole, messageIsText);
            } finally {
                whole.release();
            }
        }
    }

    private void dropMessage() {
        if (message != null) {
            message.release();
            message = null;
        }
    }

    /** The text is put together only if it is needed: per frame, that was the engine's only garbage. */
    private static void check(boolean holds, String rule, long value) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, rule + value);
        }
    }

    private static void check(boolean holds, String rule) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, rule);
        }
    }
}
