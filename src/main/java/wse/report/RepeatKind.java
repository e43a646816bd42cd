package wse.report;

import java.util.List;
import wse.measure.RunResult;

/** What counts as one repeat in a comparison. */
enum RepeatKind {
    /** Each round of each run. */
    ROUNDS("repeat") {
        @Override
        Sides sides(List<RunResult> before, List<RunResult> after) {
            return new Sides(Repeats.ofRounds(before), Repeats.ofRounds(after));
        }
    },
    /** Each run: the median of its rounds. */
    RUNS("run") {
        @Override
        Sides sides(List<RunResult> before, List<RunResult> after) {
            return new Sides(Repeats.ofRuns(before), Repeats.ofRuns(after));
        }
    },
    /** Each run, together with the run of the other server that was measured right before or after it. */
    PAIRS("run") {
        @Override
        Sides sides(List<RunResult> before, List<RunResult> after) {
            return Repeats.ofPairs(before, after);
        }
    };

    /** The repeats of both sides. */
    record Sides(Repeats before, Repeats after) {}

    private final String noun;

    RepeatKind(String noun) {
        this.noun = noun;
    }

    /** @param before runs of one test, oldest first, like {@code after} */
    abstract Sides sides(List<RunResult> before, List<RunResult> after);

    boolean isPaired() {
        return this == PAIRS;
    }

    /** The noun for one repeat, in the singular. */
    String noun() {
        return noun;
    }
}
