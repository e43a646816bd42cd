package wse.measure;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Whether a tier's figures describe the server, or the client itself was the bottleneck.
 *
 * @param reasons why the verdict is not {@link Verdict#VALID}; empty if it is
 * @param bound which side limited the rate of a flood
 */
public record Judgement(Verdict verdict, List<Reason> reasons, Bound bound) {

    public Judgement {
        Objects.requireNonNull(bound, "bound");
        reasons = List.copyOf(reasons);
    }

    /** Valid if there are no reasons, otherwise suspect. */
    public static Judgement of(List<Reason> reasons, Bound bound) {
        return new Judgement(reasons.isEmpty() ? Verdict.VALID : Verdict.SUSPECT, reasons, bound);
    }

    /** A copy with changed text. */
    Judgement withWords(UnaryOperator<String> words) {
        return new Judgement(
                verdict,
                reasons.stream()
                        .map(reason -> reason.withDetail(words.apply(reason.detail())))
                        .toList(),
                bound);
    }

    /** A judgement on figures that cover only a part of the tier. */
    public static Judgement incomplete(Reason reason) {
        return new Judgement(Verdict.INCOMPLETE, List.of(reason), Bound.UNKNOWN);
    }
}
