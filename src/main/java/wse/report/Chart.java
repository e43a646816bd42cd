package wse.report;

import java.util.List;

/**
 * The data of a chart that the page's script draws.
 *
 * @param note how to read it
 * @param x {@code "percentile"}: each x is 1 / (1 - percentile), so that 90 %, 99 %, 99.9 % are evenly spaced on a
 *     logarithmic axis, as in HdrHistogram's plots; or {@code "connections"}
 * @param y {@code "us"} or {@code "per_second"}
 */
record Chart(String title, String note, String x, String y, List<Double> xs, List<Series> series) {

    /**
     * One line.
     *
     * @param colour index into the page's palette, which has {@code colours} entries
     * @param ys one value for each x; null if there is none
     * @param verdicts the verdict of each x's tier; empty if the whole line belongs to one tier
     */
    record Series(String label, int colour, int colours, boolean dashed, List<Double> ys, List<String> verdicts) {}
}
