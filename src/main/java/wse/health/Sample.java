package wse.health;

import java.util.Map;
import java.util.Optional;

/**
 * One line of a page in Prometheus' text format or in OpenMetrics. Immutable.
 *
 * @param labels its labels without their escapes, in any order
 * @param value its value; {@link Double#NaN} also if the line is cut off, or if there is no number in the value's place
 */
public record Sample(String name, Map<String, String> labels, double value) {

    public Sample {
        labels = Map.copyOf(labels);
    }

    /** The sample on a line; empty if the line does not begin like a sample, for example a comment or an HTML tag. */
    public static Optional<Sample> parse(String line) {
        return new SampleReader(line).read();
    }
}
