package wse.cluster;

import java.util.concurrent.CompletableFuture;

/** What is to be done at the points of a tier while all members wait there. */
@FunctionalInterface
public interface Gate {

    /** Nothing. */
    Gate OPEN = point -> CompletableFuture.completedFuture(null);

    /**
     * All members that are at work have come to a point. Called on the cluster's thread, once for each point.
     *
     * @return they go on when it completes; if it fails, the tier is stopped, and fails with it
     */
    CompletableFuture<Void> pass(String point);
}
