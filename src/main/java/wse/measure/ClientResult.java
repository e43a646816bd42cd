package wse.measure;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The client's side of a tier: the result of one process, of one cluster member, or of all of them together.
 *
 * @param judgement whether the client itself was the bottleneck
 * @param usage what the tier cost the client; {@link ClientUsage#UNKNOWN} if it could not watch itself
 * @param series the tier over time; {@link TimeSeries#NONE} if it was not observed
 */
public record ClientResult(TierMeasurement measured, Judgement judgement, ClientUsage usage, TimeSeries series) {

    public ClientResult {
        Objects.requireNonNull(measured, "measured");
        Objects.requireNonNull(judgement, "judgement");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(series, "series");
    }

    /** A result without a series. */
    public ClientResult(TierMeasurement measured, Judgement judgement, ClientUsage usage) {
        this(measured, judgement, usage, TimeSeries.NONE);
    }

    public ClientResult withMeasured(TierMeasurement other) {
        return new ClientResult(other, judgement, usage, series);
    }

    public ClientResult withJudgement(Judgement other) {
        return new ClientResult(measured, other, usage, series);
    }

    /** A copy with changed text in its reasons and examples, for example to hide secrets. */
    public ClientResult withWords(UnaryOperator<String> words) {
        return new ClientResult(measured.withWords(words), judgement.withWords(words), usage, series.withWords(words));
    }

    public ClientResult withSeries(TimeSeries other) {
        return new ClientResult(measured, judgement, usage, other);
    }
}
