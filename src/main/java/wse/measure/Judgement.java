package wse.measure;

import java.util.List;
import java.util.Objects;

/**
 * Whether a tier's figures are the server's, or the client itself was the bottleneck.
 *
 * @param reasons why the verdict is not {@link Verdict#VALID}; empty if it is
 * @param bound what set the rate of a flood
 */
public record Judgement(Verdict verdict, List<Reason> reasons, Bound bound) {

    public Judgement {
        Objects.requireNonNull(bound, "bound");
        reasons = List.copyOf(reasons);
    }

    /** Valid without reasons, else suspect. */
    public static Judgement of(List<Reason> reasons, Bound bound) {
        return new Judgement(reasons.isEmpty() ? Verdict.VALID : Verdict.SUSPECT, reasons, bound);
    }

    /** The figures cover only a part of the tier. */
    public static Judgement incomplete(Reason reason) {
        return new Judgement(Verdict.INCOMPLETE, List.of(reason), Bound.UNKNOWN);
    }
}
