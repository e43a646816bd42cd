package wse.cluster;

import java.util.concurrent.CompletableFuture;

/** What has to happen at certain points of a tier while all members wait there. */
@FunctionalInterface
public interface Gate {

    /** Lets the members continue at once. */
    Gate OPEN = point -> CompletableFuture.completedFuture(null);

    /**
     * Called on the cluster's thread, once for each point, when all active members have reached it.
     *
     * @return the members continue when it completes; if it fails, the tier is stopped and fails with it
     */
    CompletableFuture<Void> pass(String point);
}
