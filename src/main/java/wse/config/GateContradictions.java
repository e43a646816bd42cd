package wse.config;

import static wse.config.GateSettings.BASELINE;
import static wse.config.GateSettings.MAX_P99;
import static wse.config.GateSettings.MAX_REGRESSION;

/** Checks for conditions of a run that are allowed individually but not together. */
final class GateContradictions {

    private GateContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(TestKind test, Values values) {
        Contradictions.refuse(
                values.isGiven(MAX_REGRESSION) && !values.isGiven(BASELINE),
                () -> "wse.maxRegression needs wse.baseline, the results to compare with: "
                        + values.asGiven(MAX_REGRESSION) + "; give wse.baseline too or leave it out");
        Contradictions.refuse(
                test != TestKind.PING_LATENCY
                        && values.isGiven(MAX_P99)
                        && values.get(MAX_P99).namesSchedules(),
                () -> "only ping-latency has several schedules, so wse.maxP99 must be one duration here: "
                        + values.asGiven(MAX_P99) + "; leave the names of the schedules out");
    }
}
