package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.LatencyCollector;
import wse.measure.LiveOutcomes;

/**
 * What a tier needs in order to run: its target, the places for its figures, and its watcher.
 *
 * @param collector receives the tier's latencies; sampled by its owner
 * @param live receives outcomes as they happen, for progress displays
 * @param watcher is called when the tier reaches certain phases
 */
public record Stage(LoadTarget target, LatencyCollector collector, LiveOutcomes live, Watcher watcher) {

    /** Without a progress display. */
    public Stage(LoadTarget target, LatencyCollector collector, Watcher watcher) {
        this(target, collector, new LiveOutcomes(), watcher);
    }

    Stage withTarget(LoadTarget other) {
        return new Stage(other, collector, live, watcher);
    }

    /** Is called when a tier reaches certain phases. The calls come on an event loop, so they must not block. */
    public interface Watcher {

        /**
         * The ramp is over: every connection is ready or has failed. The tier continues when the future completes, and fails
         * if the future fails.
         */
        CompletableFuture<Void> onUp();

        /**
         * Everything has been answered and the connections are still up: the moment to read the server's counters. The
         * connections are closed when the future completes; the tier fails if the future fails.
         */
        CompletableFuture<Void> onHeight();
    }
}
