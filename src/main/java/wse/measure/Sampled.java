package wse.measure;

import java.util.List;
import java.util.function.Function;

/**
 * Figures together with the single requests that they sum up, for Gatling's report.
 *
 * @param <T> the figures
 */
public record Sampled<T>(T figures, List<RequestSamples> samples) {

    public Sampled {
        samples = List.copyOf(samples);
    }

    /** Other figures made of these, with the same requests. */
    public <U> Sampled<U> map(Function<T, U> step) {
        return new Sampled<>(step.apply(figures), samples);
    }
}
