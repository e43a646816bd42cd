package wse.measure;

import java.util.List;
import java.util.function.Function;

/**
 * Figures together with the individual requests behind them, for Gatling's report.
 *
 * @param <T> type of the figures
 */
public record Sampled<T>(T figures, List<RequestSamples> samples) {

    public Sampled {
        samples = List.copyOf(samples);
    }

    /** Converts the figures and keeps the requests. */
    public <U> Sampled<U> map(Function<T, U> step) {
        return new Sampled<>(step.apply(figures), samples);
    }
}
