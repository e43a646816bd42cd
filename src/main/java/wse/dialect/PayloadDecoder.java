package wse.dialect;

import io.netty.buffer.ByteBuf;

/** Decodes the messages of a flood to their end, as {@code wse.decode=payloads} asks. Belongs to one event loop. */
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

    /** Decodes one message; false if it is malformed. */
    boolean decode(ByteBuf message, boolean text);

    /** Frees what the decoder holds outside of the heap. */
    @Override
    void close();
}
