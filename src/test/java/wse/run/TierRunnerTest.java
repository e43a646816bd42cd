package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.measure.TierShape;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.run.progress.PortWait;
import wse.run.tiers.Tier;
import wse.run.watch.Threads;

/** A run that is stopped closes its threads, while Gatling still asks for the next tier. */
class TierRunnerTest {

    private static final Tier TIER = new Tier(
            "storm 10",
            new StormPlan(new Ramp(10, 0, 0, Duration.ofMillis(1), Duration.ofMillis(1))),
            new TierShape.Storm(10),
            false);

    private final RunMemory memory = new RunMemory();
    private final ScheduledExecutorService thread = Threads.newWatchThread();

    /** The tier fails before it needs the client. */
    private final TierRunner runner = new TierRunner(
            null, new BeforeTier(null, PortWait.none(thread), thread), memory, null, new Deadlines(Duration.ZERO), 1);

    @AfterEach
    void closeThread() {
        thread.shutdownNow();
    }

    @Test
    void shouldFailATierThatCannotBegin() {
        thread.shutdownNow();

        assertThat(runner.carryOut(TIER).toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(memory.broken()).hasValueSatisfying(text -> assertThat(text).contains("could not be carried out"));
    }

    @Test
    void shouldNeitherBeginNorFailATierAfterTheEndOfTheRun() {
        memory.close();
        thread.shutdownNow();

        assertThat(runner.carryOut(TIER).toCompletableFuture()).isNotDone();
        assertThat(runner.untilTheEnd(() -> runner.portsFor(TIER))).isNotDone();
        assertThat(memory.broken()).isEmpty();
    }
}
