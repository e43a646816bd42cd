package wse.measure;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Intervals with a few values. */
public final class Intervals {

    private Intervals() {}

    /** An interval in which {@code pings} pings took {@code micros} each. */
    public static Interval pings(long beginMillis, long endMillis, int pings, long micros) {
        Histogram times = LatencyRecorder.newHistogram();
        times.recordValueWithCount(micros, pings);
        return new Interval(
                Duration.ofMillis(beginMillis),
                Duration.ofMillis(endMillis - beginMillis),
                pings == 0 ? Map.of() : Map.of(LatencyKind.SERVICE, LatencySlice.of(times)),
                new LiveCounts(0, pings, 0, 0),
                new ProcessLoad((endMillis - beginMillis) / 2e3, 100L << 20),
                ProcessLoad.UNKNOWN);
    }

    /** An interval in which the server used half a core. */
    public static Interval server(long beginMillis, long endMillis) {
        return Interval.ofServer(
                Duration.ofMillis(beginMillis),
                Duration.ofMillis(endMillis - beginMillis),
                new ProcessLoad((endMillis - beginMillis) / 2e3, 200L << 20));
    }
}
