package wse.run.watch;

import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import wse.load.SoFar;
import wse.load.Stage;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LiveLatencies;
import wse.measure.Reason;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.run.progress.LiveView;
import wse.run.progress.Narrator;
import wse.run.progress.ProgressLine;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.text.Units;

/**
 * Watches client and server while one tier is carried out in this process, and judges its figures at the end. Blocking work
 * runs on a separate thread, to which all state is confined. The methods may be called from any thread, in the order
 * {@link #begin}, {@link #onUp()}, {@link #onHeight()}, {@link #judge}.
 */
public final class TierWatch implements Stage.Watcher {

    private final Tier tier;
    private final Target target;
    private final Narrator narrator;
    private final ScheduledExecutorService thread;
    private final LiveLatencies latencies;
    private final LatencyCollector collector;
    private final CompletableFuture<Begun> begun = new CompletableFuture<>();

    /** The parts that watch the tier from its beginning. */
    private record Begun(ClientSide client, ServerSide server, LiveView view, TierProgress progress) {}

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
        this.latencies = new LiveLatencies(intervals);
        this.collector = new LatencyCollector(latencies);
    }

    /** The collector of the tier's latencies; it is sampled once a second after the tier has begun. */
    public LatencyCollector collector() {
        return collector;
    }

    /**
     * Takes the first readings; the tier should begin when the future completes.
     *
     * @param eventLoops the event loops that drive the connections
     */
    public CompletableFuture<Void> begin(Iterable<? extends EventExecutor> eventLoops, TierProgress progress) {
        return begun.completeAsync(() -> watch(eventLoops, progress), thread).thenAccept(watched -> {});
    }

    private Begun watch(Iterable<? extends EventExecutor> eventLoops, TierProgress progress) {
        narrator.phase(ProgressLine.begin(tier));
        ServerSide server = ServerSide.begin(tier, target);
        ClientSide client = ClientSide.begin(
                tier.plan(), thread, () -> server.watchBeside(eventLoops), collector, progress::counts);
        server.beginSeries(thread);
        LiveView view = LiveView.begin(
                tier,
                narrator,
                () -> CompletableFuture.completedFuture(progress.live().get().withLatencies(latencies.now())),
                thread);
        return new Begun(client, server, view, progress);
    }

    @Override
    public CompletableFuture<Void> onUp() {
        return begun.thenAcceptAsync(
                watched -> {
                    narrator.phase(ProgressLine.up(tier));
                    watched.client().up();
                    watched.server().up();
                    watched.view().up();
                },
                thread);
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return begun.thenAcceptAsync(
                watched -> {
                    watched.client().height();
                    watched.server().height();
                    watched.view().height();
                },
                thread);
    }

    /** The tier's figures with their verdict. After {@link #onHeight()} has completed. */
    public TierResult judge(TierMeasurement measured) {
        Begun watched = begun.join();
        watched.view().end();
        return watched.server().result(watched.client().result(measured));
    }

    /** What the tier seems to be waiting for. After {@link #begin}. */
    public String awaited() {
        if (!begun.isDone() || begun.isCompletedExceptionally()) {
            return "the first readings of client and server";
        }
        long ended = begun.join().progress().live().get().outcomes().total();
        return ended < tier.connections()
                ? "the outcome of " + Units.count(tier.connections() - ended) + " of "
                        + Units.counted(tier.connections(), "connection")
                : "the work that follows the connection attempts, which have all ended";
    }

    /**
     * Begins to end the tier, whose measurements so far are then {@code INCOMPLETE}; empty for a warm-up. After
     * {@link #begin}.
     */
    public Optional<CutShort> cutShort(String reason) {
        return tier.warmUp()
                ? Optional.empty()
                : Optional.of(new CutShort(
                        tier, begun.thenCompose(watched -> cutShort(watched, reason)), ServerSide.LONGEST_END));
    }

    private CompletableFuture<TierResult> cutShort(Begun watched, String reason) {
        return watched.progress().soFar().get().thenApplyAsync(soFar -> result(watched, soFar, reason), thread);
    }

    private static TierResult result(Begun watched, SoFar soFar, String reason) {
        watched.view().end();
        watched.server().height();
        Judgement ended = Judgement.incomplete(new Reason(Reason.Cause.ENDED_EARLY, reason));
        return watched.server().resultSoFar(watched.client().resultSoFar(soFar).withJudgement(ended));
    }
}
