package wse.dialect;

import io.netty.buffer.ByteBuf;
import wse.dialect.ClientMessages.Kind;

/** Decodes {@link TradeUpdate}s: JSON, MessagePack, or JSON compressed with zlib. Belongs to one event loop. */
final class TradeUpdateDecoder implements PayloadDecoder {

    /** The largest message that can be configured, 16 MiB. */
    private static final int MOST_INFLATED_BYTES = 16 << 20;

    private final ClientMessages messages = new ClientMessages(MOST_INFLATED_BYTES);
    private byte[] bytes = new byte[0];

    @Override
    public boolean decode(ByteBuf message, boolean text) {
        int length = message.readableBytes();
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        message.getBytes(message.readerIndex(), bytes, 0, length);
        return text ? messages.isText(bytes, 0, length) : messages.binary(bytes, 0, length, true) != Kind.MALFORMED;
    }

    @Override
    public void close() {
        messages.close();
    }
}
