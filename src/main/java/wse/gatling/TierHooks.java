package wse.gatling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.measure.TierMeasurement;

/**
 * What has to happen around a tier: counters read, samplers started, results written. Called on an event loop of Gatling,
 * so neither may block it; the tier waits for the stage to complete, and goes on after a failure, which is logged.
 */
public interface TierHooks {

    /** Nothing before, nothing after. */
    TierHooks NONE = new TierHooks() {};

    /** All users of the tier stand ready, none has connected yet. */
    default CompletionStage<?> before() {
        return CompletableFuture.completedFuture(null);
    }

    /** All users of the tier are through. */
    default CompletionStage<?> after(TierMeasurement measurement) {
        return CompletableFuture.completedFuture(null);
    }
}
