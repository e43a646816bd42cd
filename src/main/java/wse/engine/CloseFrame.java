package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The peer's close frame (RFC 6455 section 5.5.1).
 *
 * @param reason printable; may be empty
 */
record CloseFrame(int code, String reason) {

    static CloseFrame parse(ByteBuf payload) throws ProtocolException {
        int length = payload.readableBytes();
        if (length == 0) {
            return new CloseFrame(CloseCode.NONE, "");
        }
        if (length == 1) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, "the payload of a close frame must not be one byte");
        }
        int code = payload.getUnsignedShort(payload.readerIndex());
        if (!CloseCode.isValid(code)) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, CloseCode.mistake(code));
        }
        if (!Utf8Validator.isValid(payload, payload.readerIndex() + 2, length - 2)) {
            throw new ProtocolException(CloseCode.INVALID_DATA, "the reason in a close frame must be valid UTF-8");
        }
        String reason = payload.toString(payload.readerIndex() + 2, length - 2, StandardCharsets.UTF_8);
        return new CloseFrame(code, Printable.of(reason));
    }
}
