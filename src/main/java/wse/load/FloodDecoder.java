package wse.load;

import io.netty.buffer.ByteBuf;
import wse.dialect.ClientMessages;
import wse.dialect.ClientMessages.Kind;
import wse.config.Decoding;

/** Decodes received payloads completely: JSON, MessagePack, or zlib with JSON inside. Confined to one event loop. */
interface FloodDecoder extends AutoCloseable {

    /** Leaves payloads as they are. */
    FloodDecoder NONE = new FloodDecoder() {
        @Override
        public void decode(ByteBuf payload, boolean text) {
            // The frame is all that counts.
        }

        @Override
        public long malformed() {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to free.
        }
    };

    static FloodDecoder of(Decoding decoding, FloodMessage message) {
        return decoding == Decoding.PAYLOADS ? new Payloads(message) : NONE;
    }

    void decode(ByteBuf payload, boolean text);

    /** How many payloads could not be decoded. */
    long malformed();

    @Override
    void close();

    /** Decodes everything. */
    final class Payloads implements FloodDecoder {

        /** The flood's own messages inflate to 16 MiB at most. */
        private static final int MOST_INFLATED_BYTES = 16 << 20;

        private final ClientMessages messages = new ClientMessages(MOST_INFLATED_BYTES);
        private final byte[] bytes;
        private long malformed;

        Payloads(FloodMessage message) {
            this.bytes = new byte[message.length()];
        }

        @Override
        public void decode(ByteBuf payload, boolean text) {
            payload.getBytes(payload.readerIndex(), bytes);
            Kind kind = text ? messages.text(bytes, 0, bytes.length) : messages.binary(bytes, 0, bytes.length, true);
            if (kind == Kind.MALFORMED) {
                malformed++;
            }
        }

        @Override
        public long malformed() {
            return malformed;
        }

        @Override
        public void close() {
            messages.close();
        }
    }
}
