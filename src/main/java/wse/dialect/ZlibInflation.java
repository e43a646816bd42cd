package wse.dialect;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates zlib streams. Confined to one thread. */
final class ZlibInflation implements AutoCloseable {

    private static final byte[] NOTHING = new byte[0];

    private final int maxInflatedBytes;
    private final Inflater inflater = new Inflater();
    private byte[] inflated = new byte[1024];

    ZlibInflation(int maxInflatedBytes) {
        this.maxInflatedBytes = maxInflatedBytes;
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
