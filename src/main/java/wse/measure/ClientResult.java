package wse.measure;

import java.util.Objects;

/**
 * The client's side of a tier: the result of one process, of one cluster member, or of all of them together.
 *
 * @param judgement whether the client itself was the bottleneck
 * @param usage what the tier cost the client; {@link ClientUsage#UNKNOWN} if it could not watch itself
 */
public record ClientResult(TierMeasurement measured, Judgement judgement, ClientUsage usage) {

    public ClientResult {
        Objects.requireNonNull(measured, "measured");
        Objects.requireNonNull(judgement, "judgement");
        Objects.requireNonNull(usage, "usage");
    }

    public ClientResult withMeasured(TierMeasurement other) {
        return new ClientResult(other, judgement, usage);
    }

    public ClientResult withJudgement(Judgement other) {
        return new ClientResult(measured, other, usage);
    }
}
