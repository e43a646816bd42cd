package wse.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * Says again and again how far a tier is: connected, rate, failures by name, memory, time left. Confined to the thread that
 * it is given; {@link #begin}, {@link #up()}, {@link #height()} and {@link #end()} may be called from any.
 */
final class LiveView {

    /**
     * What is known at one moment.
     *
     * @param outcomes of connections that have one
     * @param connectedPerSecond over the last few seconds
     * @param left until the phase, and the one after it, is over; null if nobody can know
     */
    record Moment(
            Phase phase,
            OutcomeCounts outcomes,
            double connectedPerSecond,
            long memoryBytes,
            long memoryRiseBytes,
            Duration left) {}

    /** Of a tier. */
    enum Phase {
        CONNECTING,
        /** Everything has its outcome; what the test is about goes on. */
        UP,
        CLOSING
    }

    private final Tier tier;
    private final Narrator narrator;
    private final Supplier<CompletableFuture<OutcomeCounts>> source;
    private final Executor thread;
    private final ScheduledFuture<?> ticks;
    private final Pace pace = new Pace(System.nanoTime());
    private Phase phase = Phase.CONNECTING;
    private long upNanos;
    private boolean ended;

    private LiveView(
            Tier tier,
            Narrator narrator,
            Supplier<CompletableFuture<OutcomeCounts>> source,
            ScheduledExecutorService thread) {
        this.tier = tier;
        this.narrator = narrator;
        this.source = source;
        this.thread = thread;
        long period = narrator.period().toNanos();
        this.ticks = thread.scheduleAtFixedRate(this::tick, period, period, TimeUnit.NANOSECONDS);
    }

    /**
     * Begins to watch a tier.
     *
     * @param source asks for the outcomes so far; called on the thread
     * @param thread tells; it stays its owner's
     */
    static LiveView begin(
            Tier tier,
            Narrator narrator,
            Supplier<CompletableFuture<OutcomeCounts>> source,
            ScheduledExecutorService thread) {
        return new LiveView(tier, narrator, source, thread);
    }

    private void tick() {
        source.get().thenAcceptAsync(this::show, thread);
    }

    private void show(OutcomeCounts outcomes) {
        if (!ended) {
            narrator.live(ProgressLine.live(tier, moment(outcomes, System.nanoTime())));
        }
    }

    private Moment moment(OutcomeCounts outcomes, long now) {
        pace.add(now, outcomes.total(), outcomes.of(Outcome.OK));
        return new Moment(
                phase,
                outcomes,
                pace.connectedPerSecond(),
                narrator.memory().usedBytes(),
                narrator.memory().riseBytes(),
                left(now));
    }

    private Duration left(long now) {
        Optional<Duration> after = tier.plan().durationAfterRamp();
        if (after.isEmpty() || phase == Phase.CLOSING) {
            return null;
        }
        return phase == Phase.UP ? atLeastZero(after.get().minusNanos(now - upNanos)) : rampAnd(after.get());
    }

    private Duration rampAnd(Duration after) {
        double seconds = pace.secondsUntil(tier.connections());
        return Double.isInfinite(seconds) ? null : after.plusMillis(Math.round(1_000 * seconds));
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Every connection has its outcome. */
    void up() {
        thread.execute(() -> {
            phase = Phase.UP;
            upNanos = System.nanoTime();
        });
    }

    /** All has been answered. */
    void height() {
        thread.execute(() -> phase = Phase.CLOSING);
    }

    /** Says nothing more. No harm in doing so twice. */
    void end() {
        ticks.cancel(false);
        thread.execute(() -> ended = true);
    }
}
