package wse.report;

import java.util.List;

/**
 * A chart as data, which the page's script draws.
 *
 * @param note how to read it
 * @param x {@code "percentile"}: each x is 1 / (1 - percentile), so that 90 %, 99 %, 99.9 % are evenly apart on a
 *     logarithmic axis, as HdrHistogram plots them; or {@code "connections"}
 * @param y {@code "us"} or {@code "per_second"}
 */
record Chart(String title, String note, String x, String y, List<Double> xs, List<Series> series) {

    /**
     * One line.
     *
     * @param colour index into the page's palette, {@code colours} wide
     * @param ys one for each x; null where there is none
     * @param verdicts for each x the verdict of its tier; empty where the whole line is one tier's
     */
    record Series(String label, int colour, int colours, boolean dashed, List<Double> ys, List<String> verdicts) {}
}
