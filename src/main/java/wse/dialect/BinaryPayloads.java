package wse.dialect;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;

/** Decodes zlib and MessagePack. Confined to one thread. */
final class BinaryPayloads implements AutoCloseable {

    private static final byte[] NOTHING = new byte[0];

    private final int maxInflatedBytes;
    private final Inflater inflater = new Inflater();
    private final ArrayBufferInput input = new ArrayBufferInput(NOTHING);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(input);
    private byte[] inflated = new byte[1024];

    BinaryPayloads(int maxInflatedBytes) {
        this.maxInflatedBytes = maxInflatedBytes;
    }

    /** Whether the bytes are exactly one MessagePack value. Reads the whole value, just as JSON is read token by token. */
    boolean isMessagePack(byte[] bytes, int offset, int length) {
        try {
            input.reset(bytes, offset, length);
            unpacker.reset(input);
            skipValue();
            return !unpacker.hasNext();
        } catch (MessagePackException | IOException e) {
            // The bytes are in memory, so only malformed MessagePack leads here; the caller counts it.
            return false;
        }
    }

    /**
     * Like the unpacker's own method, but counts in 64 bits: with two claimed lengths of 2^31 - 1, the unpacker's
     * counter overflows, and it stops too early. Needs no stack, however deeply the value is nested.
     */
    private void skipValue() throws IOException {
        for (long left = 1; left > 0; left--) {
            switch (unpacker.getNextFormat().getValueType()) {
                case ARRAY -> left += unpacker.unpackArrayHeader();
                case MAP -> left += 2L * unpacker.unpackMapHeader();
                default -> unpacker.skipValue();
            }
        }
    }

    /**
     * Inflates one zlib stream into {@link #inflated()}. Returns its inflated length, or -1 if it is malformed or too long.
     */
    int inflate(byte[] bytes, int offset, int length) {
        inflater.reset();
        inflater.setInput(bytes, offset, length);
        try {
            int total = inflateAll();
            return inflater.getRemaining() == 0 ? total : -1;
        } catch (DataFormatException e) {
            return -1;
        } finally {
            inflater.setInput(NOTHING);
        }
    }

    private int inflateAll() throws DataFormatException {
        int total = 0;
        while (!inflater.finished()) {
            if (total == inflated.length && !grow()) {
                return -1;
            }
            int step = inflater.inflate(inflated, total, inflated.length - total);
            if (step == 0 && !inflater.finished()) {
                return -1;
            }
            total += step;
        }
        return total <= maxInflatedBytes ? total : -1;
    }

    /** Grows to at most one byte more than the limit, which is enough to see that the limit was exceeded. */
    private boolean grow() {
        if (inflated.length > maxInflatedBytes) {
            return false;
        }
        inflated = Arrays.copyOf(inflated, (int) Math.min(inflated.length * 2L, maxInflatedBytes + 1L));
        return true;
    }

    byte[] inflated() {
        return inflated;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
