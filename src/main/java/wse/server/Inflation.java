package wse.server;

import io.netty.buffer.ByteBuf;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates messages, one after the other. Confined to one event loop. */
final class Inflation {

    /** What the sender leaves out at the end of a message (RFC 7692, 7.2.2). */
    private static final byte[] TAIL = {0, 0, -1, -1};

    private static final int OUTPUT_BYTES = 4096;

    private final Inflater inflater = new Inflater(true);
    private final byte[] output = new byte[OUTPUT_BYTES];

    /**
     * Appends an inflated message.
     *
     * @param out takes one byte more than a message may have, and no more
     * @return false if the message is longer
     * @throws DataFormatException if the payload is not DEFLATE data
     */
    boolean append(byte[] payload, int length, ByteBuf out) throws DataFormatException {
        inflater.setInput(payload, 0, length);
        boolean finished = drain(payload, length, out);
        if (!finished && out.maxWritableBytes() > 0) {
            inflater.setInput(TAIL);
            drain(TAIL, TAIL.length, out);
        }
        return out.maxWritableBytes() > 0;
    }

    /** @return whether the input has ended with a final block, behind which the sender leaves nothing out */
    private boolean drain(byte[] input, int length, ByteBuf out) throws DataFormatException {
        int written = OUTPUT_BYTES;
        while (out.maxWritableBytes() > 0) {
            if (inflater.finished()) {
                int rest = inflater.getRemaining();
                inflater.reset();
                if (rest == 0) {
                    return true;
                }
                inflater.setInput(input, length - rest, rest);
            } else if (written < OUTPUT_BYTES) {
                return false;
            }
            written = inflater.inflate(output);
            out.writeBytes(output, 0, Math.min(written, out.maxWritableBytes()));
        }
        return false;
    }

    /** Forgets all messages so far. */
    void forget() {
        inflater.reset();
    }

    /** Frees the memory. */
    void end() {
        inflater.end();
    }
}
