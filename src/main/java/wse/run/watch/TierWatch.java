package wse.run.watch;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import wse.load.Loads;
import wse.load.SoFar;
import wse.load.Stage;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LiveOutcomes;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.run.progress.LiveView;
import wse.run.progress.Narrator;
import wse.run.progress.ProgressLine;
import wse.run.target.Target;
import wse.run.tiers.Tier;

/**
 * Watches client and server while one tier is carried out in this process, and judges its figures at the end. Blocking work
 * runs on a separate thread, to which all state is confined. The methods may be called from any thread, in the order
 * {@link #begin}, {@link #onUp()}, {@link #onHeight()}, {@link #judge}.
 */
public final class TierWatch implements Stage.Watcher {

    /**
     * Normally, this takes milliseconds. The limit allows for a server that does not report its counters, and for a busy
     * machine.
     */
    private static final Duration CUT_SHORT_WITHIN = Duration.ofSeconds(5);

    private static final Judgement ENDED =
            Judgement.incomplete(new Reason(Reason.Cause.ENDED_EARLY, "the run was ended"));

    private final Tier tier;
    private final Target target;
    private final Narrator narrator;
    private final ScheduledExecutorService thread;
    private final ClientSide client;
    private ServerSide server;
    private LiveView view;
    private volatile Supplier<OutcomeCounts> live = OutcomeCounts::new;
    private volatile Supplier<CompletableFuture<SoFar>> soFar =
            () -> CompletableFuture.completedFuture(new SoFar(live.get()));

    /** @param narrator prints the phases of the tier and its progress */
    public TierWatch(
            Tier tier,
            Target target,
            ScheduledExecutorService thread,
            LatencyCollector.IntervalSink intervals,
            Narrator narrator) {
        this.tier = tier;
        this.narrator = narrator;
        this.target = target;
        this.thread = thread;
        this.client = new ClientSide(tier.plan(), thread, loops -> server.watchBeside(loops), intervals);
    }

    /**
     * Sets where to read the live counts of the tier's connections, from any thread. Must be called before the tier begins.
     */
    public void follow(Supplier<OutcomeCounts> counts) {
        live = counts;
    }

    /** As above, for loads that can report more results so far than these counts. */
    public void follow(LiveOutcomes counts, Loads loads) {
        live = counts::now;
        soFar = () -> loads.floodSoFar().thenApply(flood -> new SoFar(counts.now(), counts.stood(), flood));
    }

    /** Takes the first readings; the tier should begin when the future completes. */
    public CompletableFuture<Void> begin(Iterable<? extends EventExecutor> eventLoops) {
        return onThread(() -> {
            narrator.say(ProgressLine.begin(tier));
            server = ServerSide.begin(tier, target);
            client.begin(eventLoops);
            view = LiveView.begin(tier, narrator, () -> CompletableFuture.completedFuture(live.get()), thread);
        });
    }

    /** The collector for additional recorders; it is sampled once a second. */
    public LatencyCollector collector() {
        return client.collector();
    }

    @Override
    public CompletableFuture<Void> onUp() {
        return onThread(() -> {
            narrator.say(ProgressLine.up(tier));
            client.up();
            view.up();
        });
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return onThread(() -> {
            client.height();
            server.height();
            view.height();
        });
    }

    /** The tier's figures with their verdict. After {@link #onHeight()} has completed. */
    public TierResult judge(TierMeasurement measured) {
        view.end();
        return server.result(client.result(measured));
    }

    /** Begins to end the tier, whose measurements so far are then {@code INCOMPLETE}; empty for a warm-up. */
    public Optional<CutShort> cutShort() {
        return tier.warmUp()
                ? Optional.empty()
                : Optional.of(new CutShort(tier, soFar.get().thenApplyAsync(this::cutShort, thread), CUT_SHORT_WITHIN));
    }

    /** The result so far; null if the tier has not begun yet. */
    private TierResult cutShort(SoFar given) {
        if (server == null) {
            return null;
        }
        view.end();
        server.height();
        return server.resultSoFar(client.resultSoFar(given).withJudgement(ENDED));
    }

    private CompletableFuture<Void> onThread(Runnable step) {
        return CompletableFuture.runAsync(step, thread);
    }
}
