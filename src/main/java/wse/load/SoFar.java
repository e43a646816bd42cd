package wse.load;

import java.util.Optional;
import wse.measure.FloodAccount;
import wse.measure.OutcomeCounts;

/**
 * The figures of a running tier so far, except its latencies.
 *
 * @param outcomes of the connections that have one
 * @param stood connections that were up before the tier began, as in the steps of a connection limit search; contained in the
 *     outcomes
 * @param flood empty if the tier is no flood
 */
public record SoFar(OutcomeCounts outcomes, long stood, Optional<FloodAccount> flood) {

    /** For a tier that connects everything itself and is no flood. */
    public SoFar(OutcomeCounts outcomes) {
        this(outcomes, 0, Optional.empty());
    }
}
