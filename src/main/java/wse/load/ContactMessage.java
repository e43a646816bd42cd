package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import wse.dialect.Meaning;
import wse.dialect.Payload;

/**
 * A message of the first contact. It may contain secrets, so it must not be printed as it is.
 *
 * @param sent whether the client sent it; otherwise, the server did
 * @param message its content
 * @param purpose what it is, in a few words; empty if there is nothing to say
 */
public record ContactMessage(boolean sent, Payload message, String purpose) {

    static ContactMessage received(ByteBuf message, boolean text, String purpose) {
        return new ContactMessage(false, payload(message, text), purpose);
    }

    static ContactMessage received(ByteBuf message, boolean text, Meaning meaning) {
        return received(
                message,
                text,
                switch (meaning.kind()) {
                    case OTHER -> meaning.replies().isEmpty() ? "" : "the login continues";
                    case READY -> "the connection is ready";
                    case PONG -> "answers the ping";
                    case SERVER_PING -> "a ping of the server";
                    case REFUSED -> "refuses the login";
                    case ERROR -> "an error";
                });
    }

    /** A copy of the readable bytes. */
    static Payload payload(ByteBuf bytes, boolean text) {
        return new Payload(text, ByteBufUtil.getBytes(bytes));
    }
}
