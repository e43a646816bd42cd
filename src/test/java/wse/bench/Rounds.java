package wse.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats the rounds of a measurement: their median, and all values. */
final class Rounds {

    /** The JIT compiler shares the event loop's core, so it has to finish first. */
    static final int WARM_UP = 3;

    private Rounds() {}

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The values of each round divided by the others of the same round. */
    static double[] ratios(double[] values, double[] others) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] / others[i])
                .toArray();
    }

    static String list(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.2f", value))
                .collect(Collectors.joining(" "));
    }
}
