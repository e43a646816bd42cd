package wse.gatling;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.load.TierRun;

/**
 * What has to happen around a tier: samplers started, counters read, results kept. Called on an event loop of Gatling,
 * so none may block it; the tier waits for the stages to complete, and goes on after one that failed, which is logged.
 */
public interface TierHooks {

    /** Nothing before, between or after. */
    TierHooks NONE = new TierHooks() {};

    /**
     * All users of the tier stand ready, none has connected yet.
     *
     * @param loops the event loops that Gatling's users and connections share
     */
    default CompletionStage<?> before(Iterable<? extends EventExecutor> loops) {
        return CompletableFuture.completedFuture(null);
    }

    /** Every connection has its outcome; what follows is no longer the ramp. */
    default void onUp() {}

    /** All has been answered and the connections still stand: the moment to read the server's counters. */
    default CompletionStage<?> onHeight() {
        return CompletableFuture.completedFuture(null);
    }

    /** All users of the tier are through, all connections closed. */
    default CompletionStage<?> after(TierRun run) {
        return CompletableFuture.completedFuture(null);
    }
}
