package wse.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import wse.cluster.ShareWork.Meeting;
import wse.load.Stage;

/** Watches this member, and waits for the others, at the turns of a tier. Called on event loops. */
record MemberWatcher(ClientSide client, Meeting meeting, Executor thread) implements Stage.Watcher {

    @Override
    public CompletableFuture<Void> onUp() {
        return meet(ShareCarrier.UP).thenRunAsync(client::up, thread);
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return CompletableFuture.runAsync(client::height, thread).thenCompose(nothing -> meet(ShareCarrier.HEIGHT));
    }

    /** Where a tier is being stopped nobody is waited for. */
    private CompletableFuture<Void> meet(String point) {
        return meeting.reached(point)
                .exceptionallyCompose(failure -> meeting.stopped().isDone()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }
}
