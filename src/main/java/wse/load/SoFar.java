package wse.load;

import wse.measure.FloodAccount;
import wse.measure.OutcomeCounts;

/**
 * What a tier that is being carried out has given so far, beside its latencies.
 *
 * @param outcomes of connections that have one
 * @param stood connections that stood already when the tier began, as those of a probe's steps do; in the outcomes too
 * @param flood null where there is none
 */
public record SoFar(OutcomeCounts outcomes, long stood, FloodAccount flood) {

    /** Of a tier that connects everything itself, and does not flood. */
    public SoFar(OutcomeCounts outcomes) {
        this(outcomes, 0, null);
    }
}
