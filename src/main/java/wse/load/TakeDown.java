package wse.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Closes one event loop's connections and waits until the last one is gone. Confined to that event loop. */
final class TakeDown {

    private final LoopTasks tasks;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int connections;
    private boolean begun;

    TakeDown(LoopTasks tasks) {
        this.tasks = tasks;
    }

    /** A connect has begun; a call of {@link #ended()} will follow. */
    void begun() {
        connections++;
    }

    /** A connection is gone, or its connect has failed. */
    void ended() {
        connections--;
        if (begun) {
            finishIfNoneIsLeft();
        }
    }

    /**
     * Closes all connections with the closing handshake. The future completes on the loop when all are gone. A connection
     * that the server is already ending is still lost.
     */
    CompletableFuture<Void> start(List<Link> links) {
        begun = true;
        links.forEach(link -> link.closing = link.isUp());
        tasks.each(links, Link::close, this::finishIfNoneIsLeft);
        return done;
    }

    private void finishIfNoneIsLeft() {
        if (connections == 0) {
            done.complete(null);
        }
    }

    void fail(RuntimeException failure) {
        done.completeExceptionally(failure);
    }
}
