package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.LatencyCollector;
import wse.measure.LiveOutcomes;

/**
 * Where one tier is carried out, and who watches it.
 *
 * @param collector receives the tier's latencies; sampled by its owner
 * @param live receives outcomes as they happen, for progress displays
 * @param watcher is told when the tier enters its phases
 */
public record Stage(LoadTarget target, LatencyCollector collector, LiveOutcomes live, Watcher watcher) {

    /** Without a progress display. */
    public Stage(LoadTarget target, LatencyCollector collector, Watcher watcher) {
        this(target, collector, new LiveOutcomes(), watcher);
    }

    /** Is told when a tier enters its phases. Called on an event loop, so it must not block. */
    public interface Watcher {

        /**
         * The ramp is over: every connection has its outcome. The tier goes on when the future completes, and fails if the future
         * fails.
         */
        CompletableFuture<Void> onUp();

        /**
         * Everything has been answered and the connections are still up: the moment to read the server's counters. The
         * connections are closed when the future completes; the tier fails if the future fails.
         */
        CompletableFuture<Void> onHeight();
    }
}
