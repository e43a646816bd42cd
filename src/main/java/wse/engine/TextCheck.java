package wse.engine;

import io.netty.buffer.ByteBuf;

/**
 * Checks that the text messages of one connection are UTF-8 (RFC 6455 section 8.1). Bytes are checked as they arrive, even
 * those of a frame that is not complete yet, so that a connection with an invalid text fails at once. Confined to the
 * connection's event loop.
 */
final class TextCheck {

    private final boolean on;
    /** The state after the bytes of the current message that have been checked. */
    private int state = Utf8Validator.COMPLETE;
    /** How many bytes of the current frame's payload have been checked. */
    private int checked;

    /** @param on false to accept every text as valid, without spending time on it */
    TextCheck(boolean on) {
        this.on = on;
    }

    /** Checks a message that has arrived in one piece. Its bytes are the buffer's readable bytes. */
    void whole(ByteBuf message) throws ProtocolException {
        if (on && !Utf8Validator.isValid(message, message.readerIndex(), message.readableBytes())) {
            throw invalid();
        }
    }

    /**
     * Checks the bytes of a frame that have arrived since the last call.
     *
     * @param frame its readable bytes are what has arrived of the frame
     * @param headerBytes length of the frame's header, which may be incomplete
     */
    void arrived(ByteBuf frame, int headerBytes) throws ProtocolException {
        check(frame, frame.readerIndex() + headerBytes);
    }

    /**
     * Checks the rest of a frame that is complete.
     *
     * @param payload its readable bytes are the frame's payload
     * @param last whether the message ends with this frame
     */
    void complete(ByteBuf payload, boolean last) throws ProtocolException {
        check(payload, payload.readerIndex());
        checked = 0;
        if (last && state != Utf8Validator.COMPLETE) {
            throw invalid();
        }
    }

    private void check(ByteBuf in, int payload) throws ProtocolException {
        int fresh = in.writerIndex() - payload - checked;
        if (!on || fresh <= 0) {
            return;
        }
        state = Utf8Validator.after(state, in, payload + checked, fresh);
        checked += fresh;
        if (state == Utf8Validator.INVALID) {
            throw invalid();
        }
    }

    private static ProtocolException invalid() {
        return new ProtocolException(CloseCode.INVALID_DATA, "the server's text messages must be valid UTF-8");
    }
}
