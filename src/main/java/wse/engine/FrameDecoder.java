package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Turns a server's frames into messages, strictly by RFC 6455. Frames are read in place, in the socket's buffer; only an
 * incomplete frame and the {@link Fragments} of a message are copied. The decoder of an idle connection holds no buffer.
 * Confined to the connection's event loop.
 */
final class FrameDecoder {

    private static final int WHOLE_TEXT = FrameHeader.FIN | Opcode.TEXT;
    private static final int WHOLE_BINARY = FrameHeader.FIN | Opcode.BINARY;
    private static final int SHORT_HEADER_BYTES = 2;
    private static final int MEDIUM_HEADER_BYTES = 4;
    /** Enough for the whole frame if it is short. A longer one may never arrive, because a header may claim any length. */
    private static final int FIRST_BUFFER_BYTES = 1024;

    /** A buffer may always hold at least this much more than has arrived. */
    private static final int STEP_BYTES = 64 * 1024;

    private final int maxMessageBytes;
    private final TextCheck textCheck;
    private MessageDeflate deflate = MessageDeflate.OFF;
    private Fragments fragments = Fragments.NONE;
    /** The beginning of a frame whose end has not arrived yet; empty if there is no such frame. */
    private ByteBuf partial = Unpooled.EMPTY_BUFFER;

    /** @param checksText whether text that is not UTF-8 fails the connection */
    FrameDecoder(int maxMessageBytes, boolean checksText) {
        this.maxMessageBytes = maxMessageBytes;
        this.textCheck = new TextCheck(checksText);
    }

    /** From now on, messages may be compressed. */
    void inflateBy(MessageDeflate agreed) {
        deflate = agreed;
    }

    /** Reads until the buffer is empty or the connection wants no more frames. */
    void decode(ByteBuf in, ByteBufAllocator allocator, Connection to) throws ProtocolException {
        if (partial.isReadable()) {
            completePartial(in, to);
        }
        while (in.isReadable() && to.wantsFrames()) {
            if (!skipKnown(in, to) && !readMessage(in, to)) {
                readFrame(in, allocator, to);
            }
        }
    }

    /** Lets the listener handle frames that it knows by their bytes. Returns false if there are none. */
    private boolean skipKnown(ByteBuf in, Connection to) {
        int known = fragments.isBegun() ? 0 : to.known(in);
        in.skipBytes(known);
        return known > 0;
    }

    /**
     * Reads a whole message in one frame of up to 64 KiB, with few accesses to the buffer, because nearly all frames of a
     * flood are like this.
     *
     * @return false, and nothing is read, if the next frame is anything else
     */
    private boolean readMessage(ByteBuf in, Connection to) throws ProtocolException {
        int start = in.readerIndex();
        int limit = in.writerIndex();
        if (fragments.isBegun() || limit - start < MEDIUM_HEADER_BYTES) {
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
        boolean text = first == WHOLE_TEXT;
        if (text) {
            textCheck.whole(in);
        }
        to.message(in, text);
        in.setIndex((int) end, limit);
        return true;
    }

    /** Reads any frame; an incomplete one is kept. */
    private void readFrame(ByteBuf in, ByteBufAllocator allocator, Connection to) throws ProtocolException {
        int needed = bytesNeeded(in);
        if (in.readableBytes() < needed) {
            partial = allocator.buffer(Math.min(needed, FIRST_BUFFER_BYTES));
            append(in, in.readableBytes(), needed);
            checkPartial();
        } else {
            frame(in, needed, to);
        }
    }

    private int bytesNeeded(ByteBuf in) throws ProtocolException {
        return (int) FrameHeader.bytesNeeded(in, fragments, maxMessageBytes, deflate.isOn());
    }

    /** Takes from the buffer only the bytes that the partial frame lacks. */
    private void completePartial(ByteBuf in, Connection to) throws ProtocolException {
        int needed = bytesNeeded(partial);
        while (partial.readableBytes() < needed) {
            if (!in.isReadable()) {
                return;
            }
            int missing = needed - partial.readableBytes();
            append(in, Math.min(missing, in.readableBytes()), needed);
            checkPartial();
            needed = bytesNeeded(partial);
        }
        ByteBuf frame = partial;
        partial = Unpooled.EMPTY_BUFFER;
        try {
            frame(frame, needed, to);
        } finally {
            frame.release();
        }
    }

    /** Checks text before its frame is complete, unless it is compressed. */
    private void checkPartial() throws ProtocolException {
        int start = partial.readerIndex();
        if (partial.readableBytes() > SHORT_HEADER_BYTES && isPlainText(partial.getByte(start))) {
            textCheck.arrived(partial, FrameHeader.bytes(partial.getByte(start + 1)));
        }
    }

    /** @param first the first byte of a frame */
    private boolean isPlainText(int first) {
        int opcode = first & 0xf;
        int kind = opcode == Opcode.CONTINUATION ? fragments.first() : first;
        return (kind & 0xf) == Opcode.TEXT && !Opcode.isControl(opcode) && (kind & MessageDeflate.RSV1) == 0;
    }

    /** If the buffer is full, it at least doubles, up to the size of the frame. */
    private void append(ByteBuf in, int bytes, int frameBytes) {
        int filled = partial.writerIndex() + bytes;
        if (filled > partial.capacity()) {
            long ahead = Math.max(2L * partial.capacity(), (long) filled + STEP_BYTES);
            partial.capacity((int) Math.min(ahead, frameBytes));
        }
        partial.writeBytes(in, bytes);
    }

    /** Passes one whole frame on. During the call, the buffer's readable bytes are exactly the payload. */
    private void frame(ByteBuf in, int frameBytes, Connection to) throws ProtocolException {
        int start = in.readerIndex();
        int end = start + frameBytes;
        int limit = in.writerIndex();
        int first = in.getByte(start);
        in.setIndex(start + FrameHeader.bytes(in.getByte(start + 1)), end);
        dispatch(first, in, to);
        in.setIndex(end, limit);
    }

    private void dispatch(int first, ByteBuf payload, Connection to) throws ProtocolException {
        int opcode = first & 0xf;
        boolean fin = (first & FrameHeader.FIN) != 0;
        if (isPlainText(first)) {
            textCheck.complete(payload, fin);
        }
        if (Opcode.isControl(opcode)) {
            to.control(opcode, payload);
        } else if (fin && opcode != Opcode.CONTINUATION) {
            message(first, payload, to);
        } else {
            fragment(first, payload, to);
        }
    }

    private void fragment(int first, ByteBuf payload, Connection to) throws ProtocolException {
        if (fragments.isBegun()) {
            fragments.add(payload);
        } else {
            fragments = Fragments.of(first, payload);
        }
        if ((first & FrameHeader.FIN) != 0) {
            Fragments whole = fragments;
            fragments = Fragments.NONE;
            try {
                message(whole.first(), whole.payload(), to);
            } finally {
                whole.release();
            }
        }
    }

    /** @param first the first byte of the message's first frame */
    private void message(int first, ByteBuf payload, Connection to) throws ProtocolException {
        boolean text = (first & 0xf) == Opcode.TEXT;
        if ((first & MessageDeflate.RSV1) == 0) {
            to.message(payload, text);
            return;
        }
        ByteBuf message = deflate.inflate(payload);
        try {
            if (text) {
                textCheck.whole(message);
            }
            to.inflated(message, text);
        } finally {
            message.release();
        }
    }

    void release() {
        partial.release();
        partial = Unpooled.EMPTY_BUFFER;
        fragments.release();
        fragments = Fragments.NONE;
    }
}
