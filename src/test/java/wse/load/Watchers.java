package wse.load;

import java.util.concurrent.CompletableFuture;

/** Watchers for tests that look only at the figures of a tier. */
final class Watchers {

    /** Ignores all events. */
    static final Stage.Watcher NOBODY = new Stage.Watcher() {

        @Override
        public CompletableFuture<Void> onUp() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            return CompletableFuture.completedFuture(null);
        }
    };

    private Watchers() {}
}
