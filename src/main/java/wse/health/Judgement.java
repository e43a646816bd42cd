package wse.health;

import java.util.List;
import wse.measure.Bound;
import wse.measure.Verdict;

/**
 * Whether a tier's figures are the server's.
 *
 * @param reasons why not, one sentence each; empty with {@link Verdict#VALID}
 * @param bound what set the rate of a flood; null where it is not known, or the test is none
 */
public record Judgement(Verdict verdict, List<String> reasons, Bound bound) {

    public Judgement {
        reasons = List.copyOf(reasons);
    }

    static Judgement of(List<String> reasons, Bound bound) {
        return new Judgement(reasons.isEmpty() ? Verdict.VALID : Verdict.SUSPECT, reasons, bound);
    }
}
