package wse.run;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import wse.load.Stage;
import wse.load.TierRun;
import wse.measure.LatencyCollector;
import wse.measure.TierResult;

/**
 * Watches client and server while one tier is carried out in this process, and judges its figures in the end. What may
 * block runs on a thread of its own, to which all state is confined; the methods may be called from any thread, in the
 * order {@link #begin}, {@link #onUp()}, {@link #onHeight()}, {@link #judge}.
 */
public final class TierWatch implements Stage.Watcher {

    private final Tier tier;
    private final Target target;
    private final Consumer<String> progress;
    private final ScheduledExecutorService thread;
    private final ClientSide client;
    private ServerSide server;

    /** @param progress takes a line at each turn of the tier */
    TierWatch(
            Tier tier,
            Target target,
            ScheduledExecutorService thread,
            LatencyCollector.IntervalSink intervals,
            Consumer<String> progress) {
        this.tier = tier;
        this.progress = progress;
        this.target = target;
        this.thread = thread;
        this.client = new ClientSide(tier.plan(), thread, intervals);
    }

    /** Takes the first readings; the tier should begin when the future completes. */
    public CompletableFuture<Void> begin(Iterable<? extends EventExecutor> eventLoops) {
        return onThread(() -> {
            progress.accept(ProgressLine.begin(tier));
            server = ServerSide.begin(tier, target);
            client.begin(eventLoops);
        });
    }

    /** For recorders of one's own; sampled once a second. */
    public LatencyCollector collector() {
        return client.collector();
    }

    @Override
    public CompletableFuture<Void> onUp() {
        return onThread(() -> {
            progress.accept(ProgressLine.up(tier));
            client.up();
        });
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return onThread(() -> {
            client.height();
            server.height();
        });
    }

    /** The tier's figures with their verdict. After {@link #onHeight()} has completed. */
    public TierResult judge(TierRun run) {
        return server.result(client.account(run));
    }

    private CompletableFuture<Void> onThread(Runnable step) {
        return CompletableFuture.runAsync(step, thread);
    }
}
