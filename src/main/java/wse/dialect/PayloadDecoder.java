package wse.dialect;

import io.netty.buffer.ByteBuf;

/** Decodes the messages of a flood completely, for {@code wse.decode=payloads}. Belongs to one event loop. */
public interface PayloadDecoder extends AutoCloseable {

    /** Decodes nothing. */
    PayloadDecoder NONE = new PayloadDecoder() {
        @Override
        public boolean decode(ByteBuf message, boolean text) {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to free.
        }
    };

    /** Decodes one message. Returns false if it is malformed. */
    boolean decode(ByteBuf message, boolean text);

    /** Frees the memory that the decoder holds outside the heap. */
    @Override
    void close();
}
