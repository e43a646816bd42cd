package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.measure.TierShape;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;
import wse.run.tiers.Tier;

class DeadlinesTest {

    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Tier tier(TierPlan plan) {
        return new Tier("storm 20", plan, new TierShape.Storm(20), false);
    }

    private static Tier shortStorm() {
        return tier(new StormPlan(new Ramp(20, 0, 0, TICK, TICK)));
    }

    @Test
    void shouldReportATierThatDoesNotEnd() throws Exception {
        Deadlines deadlines = new Deadlines(TICK);

        deadlines.watch(shortStorm(), new CompletableFuture<>());

        assertThat(deadlines.missed().get(30, TimeUnit.SECONDS)).startsWith("storm 20 did not end within 0 s");
    }

    @Test
    void shouldForgetATierThatHasEnded() throws Exception {
        Deadlines deadlines = new Deadlines(TICK);
        CompletableFuture<String> carriedOut = new CompletableFuture<>();
        CompletableFuture<String> watched =
                deadlines.watch(tier(new StormPlan(new Ramp(20, 0, 0, SECOND, SECOND))), carriedOut);

        carriedOut.complete("done");

        assertThat(watched).isCompletedWithValue("done");
        Deadlines others = new Deadlines(SECOND.multipliedBy(3));
        others.watch(shortStorm(), new CompletableFuture<>());
        others.missed().get(30, TimeUnit.SECONDS);
        assertThat(deadlines.missed()).isNotDone();
    }

    /** A plan may allow more time than a number of nanoseconds can express. */
    @Test
    void shouldWatchAPlanThatMayTakeCenturies() {
        Duration day = Duration.ofDays(1);
        Deadlines deadlines = new Deadlines(day);

        deadlines.watchInTurn(
                tier(new PingPlan(new Ramp(20, 1, 0, day, day), Integer.MAX_VALUE, 1_000, day)),
                new CompletableFuture<>());

        assertThat(deadlines.missed()).isNotDone();
    }

    /** 7 turns of 5 s each: half of the window of 7 connections is assumed to be in use. */
    @Test
    void shouldAllowATierTheSumOfItsTimeOuts() {
        Ramp ramp = new Ramp(20, 7, 0, SECOND.multipliedBy(2), SECOND.multipliedBy(3));

        assertThat(new HoldPlan(ramp, SECOND.multipliedBy(60), SECOND.multipliedBy(10), SECOND.multipliedBy(4))
                        .longest())
                .hasSeconds(6 * 5 + 60 + 10 + 4);
    }
}
