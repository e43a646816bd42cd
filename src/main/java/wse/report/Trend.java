package wse.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a figure changes with the number of connections.
 *
 * @param first the point with the fewest connections
 * @param last the point with the most
 * @param best the point with the largest value; the one with the fewest connections if several have it
 * @param worst the point with the smallest value
 */
record Trend(Direction direction, Point first, Point last, Point best, Point worst) {

    /** Differences of up to this share of the larger value are noise: repeated runs on a quiet machine differ by less. */
    static final double NOISE = 0.1;

    /** A figure at one number of connections. */
    record Point(int connections, double value) {}

    /** The direction of the change. */
    enum Direction {
        RISES,
        /** All values are alike. */
        FLAT,
        FALLS,
        /** It ends about as high as it began, but is lower in between. */
        VARIES
    }

    /**
     * The trend of at least two points: it falls if the last one is below the best one, and rises if the last one is above
     * the first one, by more than noise.
     *
     * @param points with distinct numbers of connections and positive values
     * @return empty if there are fewer than two points
     */
    static Optional<Trend> of(List<Point> points) {
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingInt(Point::connections))
                .toList();
        if (sorted.size() < 2) {
            return Optional.empty();
        }
        Point first = sorted.get(0);
        Point last = sorted.get(sorted.size() - 1);
        Point best =
                sorted.stream().reduce((a, b) -> b.value() > a.value() ? b : a).orElseThrow();
        Point worst =
                sorted.stream().reduce((a, b) -> b.value() < a.value() ? b : a).orElseThrow();
        return Optional.of(new Trend(direction(sorted, first, last, best), first, last, best, worst));
    }

    private static Direction direction(List<Point> points, Point first, Point last, Point best) {
        if (isLess(last.value(), best.value())) {
            return Direction.FALLS;
        }
        if (isLess(first.value(), last.value())) {
            return Direction.RISES;
        }
        boolean dips = points.stream().anyMatch(point -> isLess(point.value(), best.value()));
        return dips ? Direction.VARIES : Direction.FLAT;
    }

    /** Whether a value is less than another one by more than noise. */
    private static boolean isLess(double value, double than) {
        return value < than * (1 - NOISE);
    }
}
