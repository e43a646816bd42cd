package wse.run.progress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import wse.measure.LiveFigures;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.run.tiers.Tier;

/**
 * Prints the progress of a tier at regular intervals: connections, rate, failures by name, memory, time left. Confined to
 * the thread that it is given; {@link #begin}, {@link #up()}, {@link #height()} and {@link #end()} may be called from any
 * thread.
 */
public final class LiveView {

    /**
     * The progress at one moment.
     *
     * @param outcomes outcomes of the connects that have ended
     * @param connectedPerSecond rate over the last few seconds
     * @param left expected time until the end of the tier; empty if unknown
     */
    public record Moment(
            Phase phase,
            OutcomeCounts outcomes,
            double connectedPerSecond,
            long memoryBytes,
            long memoryRiseBytes,
            Optional<Duration> left) {}

    /** The phases of a tier. */
    public enum Phase {
        CONNECTING,
        /** All connects have ended, and the rest of the test is being carried out. */
        UP,
        /** The figures are complete, but the server has yet to show which connections it keeps; then they are closed. */
        SETTLING,
        CLOSING;

        /** The phase as monitoring systems show it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Time between two updates for a listener. */
    private static final Duration FOLLOW = Duration.ofSeconds(1);

    private final Tier tier;
    private final Narrator narrator;
    private final Supplier<CompletableFuture<LiveFigures>> source;
    private final ScheduledExecutorService thread;
    private final List<ScheduledFuture<?>> ticks;
    private final Pace pace = new Pace(System.nanoTime());
    private Phase phase = Phase.CONNECTING;
    private TimeLeft timeLeft = this::rampAndRest;
    private boolean ended;

    /** Estimates how long the tier will take from now on. */
    private interface TimeLeft {
        Optional<Duration> at(long nowNanos);
    }

    private LiveView(
            Tier tier,
            Narrator narrator,
            Supplier<CompletableFuture<LiveFigures>> source,
            ScheduledExecutorService thread) {
        this.tier = tier;
        this.narrator = narrator;
        this.source = source;
        this.thread = thread;
        this.ticks = Stream.concat(
                        Stream.of(every(narrator.period(), this::show)), narrator.listener().map(this::follow).stream())
                .toList();
    }

    private ScheduledFuture<?> follow(ProgressListener listener) {
        ProgressListener.Follower follower = listener.begin(tier);
        follower.show(atBeginning(), LiveFigures.NONE);
        return every(FOLLOW, figures -> follower.show(moment(figures.outcomes(), System.nanoTime()), figures));
    }

    /** Passes the current figures on at regular intervals, until the end. */
    private ScheduledFuture<?> every(Duration period, Consumer<LiveFigures> use) {
        Runnable tick = () -> source.get().thenAcceptAsync(figures -> unlessEnded(use, figures), thread);
        return thread.scheduleAtFixedRate(tick, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Begins to report the progress of a tier.
     *
     * @param source returns the current figures; called on the thread
     * @param thread prints the lines; not closed here
     */
    public static LiveView begin(
            Tier tier,
            Narrator narrator,
            Supplier<CompletableFuture<LiveFigures>> source,
            ScheduledExecutorService thread) {
        return new LiveView(tier, narrator, source, thread);
    }

    private void unlessEnded(Consumer<LiveFigures> use, LiveFigures figures) {
        if (!ended) {
            use.accept(figures);
        }
    }

    private void show(LiveFigures figures) {
        narrator.live(ProgressLine.live(tier, moment(figures.outcomes(), System.nanoTime())));
    }

    private Moment atBeginning() {
        return new Moment(
                phase,
                new OutcomeCounts(),
                0,
                narrator.memory().usedBytes(),
                narrator.memory().riseBytes(),
                Optional.empty());
    }

    private Moment moment(OutcomeCounts outcomes, long now) {
        pace.add(now, outcomes.total(), outcomes.of(Outcome.OK));
        return new Moment(
                phase,
                outcomes,
                pace.connectedPerSecond(),
                narrator.memory().usedBytes(),
                narrator.memory().riseBytes(),
                timeLeft.at(now));
    }

    private Optional<Duration> rampAndRest(long now) {
        double seconds = pace.secondsUntil(tier.connections());
        return tier.plan()
                .durationAfterRamp()
                .filter(rest -> Double.isFinite(seconds))
                .map(rest -> rest.plusMillis(Math.round(1_000 * seconds)));
    }

    /** Empty if the tier takes longer than planned, because a server has yet to read what it was sent. */
    private Optional<Duration> rest(long sinceUpNanos) {
        return tier.plan()
                .durationAfterRamp()
                .map(rest -> rest.minusNanos(sinceUpNanos))
                .filter(rest -> !rest.isNegative());
    }

    /** Notes that all connects have ended. */
    public void up() {
        thread.execute(() -> {
            long upNanos = System.nanoTime();
            phase = Phase.UP;
            timeLeft = now -> rest(now - upNanos);
        });
    }

    /**
     * Notes that the figures are complete. Unless the plan has a settling phase, the connections are about to be
     * closed.
     */
    public void height() {
        if (tier.plan().settles().isNone()) {
            thread.execute(() -> {
                phase = Phase.CLOSING;
                timeLeft = now -> Optional.empty();
            });
        } else {
            thread.execute(() -> phase = Phase.SETTLING);
        }
    }

    /** Stops printing. May be called twice. */
    public void end() {
        ticks.forEach(each -> each.cancel(false));
        thread.execute(() -> ended = true);
    }
}
