package wse.run.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.load.SoFar;
import wse.measure.LiveCounts;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TestFigures;

class TierProgressTest {

    private static final Outcome CRASHED = new Outcome("STEP_CRASHED");

    private final OutcomeCounts connects = new OutcomeCounts();

    @Test
    void shouldNotCountConnectsThatAreUnderWayAsFailed() {
        connects.add(Outcome.ABORTED, 3);
        connects.add(CRASHED, 1);
        TierProgress progress = TierProgress.of(this::soFar);
        LiveCounts before = progress.counts();

        connects.add(Outcome.ABORTED, -3);
        connects.add(Outcome.OK, 3);

        assertThat(before.failed()).isEqualTo(1);
        assertThat(progress.counts().since(before).failed()).isZero();
    }

    @Test
    void shouldCountThemAsAbortedIfTheTierIsEnded() {
        connects.add(Outcome.ABORTED, 3);
        TierProgress progress = TierProgress.of(this::soFar);

        assertThat(progress.live().get().outcomes().total()).isZero();
        assertThat(progress.soFar().get().join().outcomes().of(Outcome.ABORTED)).isEqualTo(3);
    }

    private SoFar soFar() {
        return new SoFar(connects, new OutcomeCounts(), 0, Optional.empty(), TestFigures.none());
    }
}
