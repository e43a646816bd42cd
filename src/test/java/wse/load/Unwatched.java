package wse.load;

import java.util.concurrent.CompletableFuture;

/** Ignores the phases of a tier. */
public final class Unwatched implements Stage.Watcher {

    @Override
    public CompletableFuture<Void> onUp() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return CompletableFuture.completedFuture(null);
    }
}
