package wse.load;

import io.netty.buffer.ByteBuf;
import wse.dialect.ClientMessages;
import wse.dialect.ClientMessages.Kind;

/** Reads received payloads to their end: JSON, MessagePack, or zlib and the JSON in it. Confined to one event loop. */
final class FloodDecoder implements AutoCloseable {

    /** What is sent here inflates to what was asked for at most, 16 MiB. */
    private static final int MOST_INFLATED_BYTES = 16 << 20;

    private final ClientMessages messages = new ClientMessages(MOST_INFLATED_BYTES);
    private final byte[] bytes;
    private long malformed;

    FloodDecoder(FloodMessage message) {
        this.bytes = new byte[message.length()];
    }

    void decode(ByteBuf payload, boolean text) {
        payload.getBytes(payload.readerIndex(), bytes);
        Kind kind = text ? messages.text(bytes, 0, bytes.length) : messages.binary(bytes, 0, bytes.length, true);
        if (kind == Kind.MALFORMED) {
            malformed++;
        }
    }

    long malformed() {
        return malformed;
    }

    @Override
    public void close() {
        messages.close();
    }
}
