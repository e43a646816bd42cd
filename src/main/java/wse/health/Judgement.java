package wse.health;

import java.util.List;
import wse.measure.Bound;
import wse.measure.Verdict;

/**
 * The verdict on a tier: whether its figures describe the server.
 *
 * @param reasons why they do not, one sentence each; empty with {@link Verdict#VALID}
 * @param bound what limited the rate of a flood; null if unknown, and for other tests
 */
public record Judgement(Verdict verdict, List<String> reasons, Bound bound) {

    public Judgement {
        reasons = List.copyOf(reasons);
    }

    static Judgement of(List<String> reasons, Bound bound) {
        return new Judgement(reasons.isEmpty() ? Verdict.VALID : Verdict.SUSPECT, reasons, bound);
    }
}
