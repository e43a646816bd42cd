package wse.load;

import io.netty.buffer.Unpooled;
import wse.dialect.Payload;
import wse.engine.Connection;

/** Sends a dialect's messages. Not for the hot path: each call allocates a buffer. */
final class Messenger {

    private Messenger() {}

    static void send(Connection connection, Payload message) {
        if (message.text()) {
            connection.sendText(Unpooled.wrappedBuffer(message.bytes()));
        } else {
            connection.sendBinary(Unpooled.wrappedBuffer(message.bytes()));
        }
    }
}
