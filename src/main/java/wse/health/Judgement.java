package wse.health;

import java.util.List;
import wse.measure.Verdict;

/**
 * Whether a tier's figures are the server's.
 *
 * @param reasons why not, one sentence each; empty with {@link Verdict#VALID}
 */
public record Judgement(Verdict verdict, List<String> reasons) {

    public Judgement {
        reasons = List.copyOf(reasons);
    }

    static Judgement of(List<String> reasons) {
        return new Judgement(reasons.isEmpty() ? Verdict.VALID : Verdict.SUSPECT, reasons);
    }
}
