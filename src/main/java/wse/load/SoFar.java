package wse.load;

import java.util.Optional;
import wse.measure.FloodAccount;
import wse.measure.OutcomeCounts;
import wse.measure.TestFigures;

/**
 * The figures of a running tier so far, except its latencies.
 *
 * @param outcomes the outcomes of connections that already have one
 * @param pings the outcomes of pings that already have one
 * @param stood connections that were up before the tier began, as in the steps of a connection limit search; the outcomes
 *     include them
 * @param flood empty if the tier is not a flood
 * @param figures figures that only this kind of test measures, apart from floods
 */
public record SoFar(
        OutcomeCounts outcomes, OutcomeCounts pings, long stood, Optional<FloodAccount> flood, TestFigures figures) {}
