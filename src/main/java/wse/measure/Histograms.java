package wse.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * Histograms as text: HdrHistogram's compressed V2 encoding in base64. The HdrHistogram libraries of other languages can
 * read it, and {@code .hlog} files contain it.
 */
public final class Histograms {

    private static final int COOKIE_BYTES = 4;
    /** The cookie, and the length of the compressed bytes. */
    private static final int COMPRESSED_HEADER_BYTES = 8;

    /** How the compressed bytes begin in the V2 encoding, and the positions of the fields. */
    private static final int HEADER_BYTES = 40;

    private static final int DIGITS_AT = 12;
    private static final int LOWEST_AT = 16;
    private static final int HIGHEST_AT = 24;

    private Histograms() {}

    /** Only the histogram's tag and times are lost. */
    public static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * The inverse of {@link #encode}. Reserves memory only for histograms with the precision of {@link LatencyRecorder}.
     *
     * @throws IllegalArgumentException if the text is not an encoded histogram
     */
    public static Histogram decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            requireOurPrecision(bytes);
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
            require(histogram.getTotalCount() >= 0);
            return histogram;
        } catch (DataFormatException | RuntimeException e) {
            // HdrHistogram throws different kinds of exceptions if the bytes are damaged.
            throw new IllegalArgumentException("a histogram must be HdrHistogram's compressed form in base64", e);
        }
    }

    /** The header says how much memory the histogram will need. */
    private static void requireOurPrecision(byte[] bytes) throws DataFormatException {
        require(bytes.length > COMPRESSED_HEADER_BYTES);
        int compressed = ByteBuffer.wrap(bytes).getInt(COOKIE_BYTES);
        require(compressed >= 0 && compressed <= bytes.length - COMPRESSED_HEADER_BYTES);
        byte[] header = new byte[HEADER_BYTES];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, COMPRESSED_HEADER_BYTES, compressed);
            require(inflater.inflate(header) == HEADER_BYTES);
        } finally {
            inflater.end();
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        require(fields.getInt(DIGITS_AT) == LatencyRecorder.SIGNIFICANT_DIGITS);
        require(fields.getLong(LOWEST_AT) == 1 && fields.getLong(HIGHEST_AT) <= LatencyRecorder.MAX_MICROS);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not a histogram of latencies");
        }
    }
}
