package wse.run.live;

import java.util.List;
import java.util.Map;
import wse.measure.LatencyBuckets;

/** A metric with its current values. Immutable. */
record Family(Metric metric, List<Point> points) {

    /**
     * One value.
     *
     * @param labels labels by name, in their usual order
     * @param value 0 for a histogram
     * @param latencies empty unless this is a histogram
     */
    record Point(Map<String, String> labels, double value, LatencyBuckets latencies) {

        Point(Map<String, String> labels, double value) {
            this(labels, value, LatencyBuckets.EMPTY);
        }
    }

    Family {
        points = List.copyOf(points);
    }
}
