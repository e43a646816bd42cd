package wse.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one interval, in microseconds. The histogram is kept in its compressed form, which takes a hundredth of
 * the memory. Immutable.
 */
public final class LatencySlice {

    private final String encoded;
    private final long count;
    private final long max;
    private final Map<Percentile, OptionalLong> percentiles = new EnumMap<>(Percentile.class);

    private LatencySlice(Histogram histogram, String encoded) {
        this.encoded = encoded;
        this.count = histogram.getTotalCount();
        this.max = histogram.getMaxValue();
        for (Percentile percentile : Percentile.values()) {
            percentiles.put(percentile, percentile.of(histogram));
        }
    }

    public static LatencySlice of(Histogram histogram) {
        return new LatencySlice(histogram, Histograms.encode(histogram));
    }

    /**
     * The inverse of {@link #encoded()}.
     *
     * @throws IllegalArgumentException if the text is not an encoded histogram
     */
    public static LatencySlice decode(String text) {
        return new LatencySlice(Histograms.decode(text), text);
    }

    /** All values, as {@link Histograms#encode} writes them. */
    public String encoded() {
        return encoded;
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    public long max() {
        return max;
    }

    /** Empty if there are too few values for it. */
    public OptionalLong of(Percentile percentile) {
        return percentiles.get(percentile);
    }

    /** The values of both. */
    public LatencySlice plus(LatencySlice other) {
        Histogram sum = Histograms.decode(encoded);
        sum.add(Histograms.decode(other.encoded));
        return of(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencySlice that && that.encoded.equals(encoded);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(encoded);
    }

    @Override
    public String toString() {
        return count + " values up to " + max + " us";
    }
}
