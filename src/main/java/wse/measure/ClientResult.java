package wse.measure;

import java.util.Objects;

/**
 * The client's side of a tier: of one process, of one member of a cluster, or of all together.
 *
 * @param judgement whether the client itself was the bottleneck
 * @param usage what the tier cost the client; null if it could not watch itself
 */
public record ClientResult(TierMeasurement measured, Judgement judgement, ClientUsage usage) {

    public ClientResult {
        Objects.requireNonNull(measured, "measured");
        Objects.requireNonNull(judgement, "judgement");
    }

    public ClientResult withMeasured(TierMeasurement other) {
        return new ClientResult(other, judgement, usage);
    }

    public ClientResult withJudgement(Judgement other) {
        return new ClientResult(measured, other, usage);
    }
}
