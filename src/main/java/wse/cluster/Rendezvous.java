package wse.cluster;

import java.util.concurrent.CompletableFuture;

/** Work to be done at certain points of a tier while all members wait there. */
@FunctionalInterface
public interface Rendezvous {

    /** Lets the members continue at once. */
    Rendezvous OPEN = point -> CompletableFuture.completedFuture(null);

    /**
     * Called on the cluster's thread, once for each point, when all active members have reached it.
     *
     * @return the end of the work: when it completes, the members continue; if it fails, the tier is stopped and fails
     *     with the same cause
     */
    CompletableFuture<Void> pass(String point);
}
