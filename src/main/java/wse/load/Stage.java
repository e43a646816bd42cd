package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.LatencyCollector;
import wse.measure.LiveOutcomes;

/**
 * What one tier is carried out on.
 *
 * @param collector takes the tier's latencies; sampled by its owner
 * @param live takes outcomes as they come, for whoever watches
 * @param watcher told of the tier's phases
 */
public record Stage(LoadTarget target, LatencyCollector collector, LiveOutcomes live, Watcher watcher) {

    /** While nobody watches. */
    public Stage(LoadTarget target, LatencyCollector collector, Watcher watcher) {
        this(target, collector, new LiveOutcomes(), watcher);
    }

    /** Told of a tier's phases, on an event loop, so that it must not block there. */
    public interface Watcher {

        /**
         * Every connection has its outcome; what follows is no longer the ramp. It begins when the future completes; if that
         * failed, so has the tier.
         */
        CompletableFuture<Void> onUp();

        /**
         * All has been answered and the connections still stand: the moment to read the server's counters. The connections
         * are closed when the future completes; if it failed, so has the tier.
         */
        CompletableFuture<Void> onHeight();
    }
}
