package wse.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the rounds of a measurement: their median, and all values. */
final class Rounds {

    private Rounds() {}

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static String list(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.2f", value))
                .collect(Collectors.joining(" "));
    }
}
