package wse.gatling;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.measure.TierMeasurement;

/**
 * Actions before, during and after a tier: starting samplers, reading counters, keeping results. They are called on one of
 * Gatling's event loops and must not block it. The tier waits for the returned stages; a stage that fails is logged, and
 * the tier continues.
 */
public interface TierHooks {

    /** Does nothing. */
    TierHooks NONE = new TierHooks() {};

    /**
     * Called when all users of the tier have started and none has connected yet.
     *
     * @param loops the event loops that Gatling's users and connections share
     */
    default CompletionStage<?> before(Iterable<? extends EventExecutor> loops) {
        return CompletableFuture.completedFuture(null);
    }

    /** Called at the end of the ramp, when the connects of all users have ended, successfully or not. */
    default void onUp() {}

    /**
     * Called when all pings have ended and the connections are still open. This is the moment to read the server's
     * counters. In a storm that settles, called when the ramp has ended, and once more after the settling.
     */
    default CompletionStage<?> onHeight() {
        return CompletableFuture.completedFuture(null);
    }

    /** Called when all users of the tier have ended and all connections are closed. */
    default CompletionStage<?> after(TierMeasurement run) {
        return CompletableFuture.completedFuture(null);
    }
}
