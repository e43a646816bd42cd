package wse.run.crew;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import wse.cluster.ShareWork.Meeting;
import wse.load.Stage;
import wse.run.watch.ClientSide;

/** Watches this member between the phases of a tier, and waits there for the other members. Called on event loops. */
record MemberWatcher(ClientSide client, Meeting meeting, Executor thread) implements Stage.Watcher {

    @Override
    public CompletableFuture<Void> onUp() {
        return meet(ShareCarrier.UP).thenRunAsync(this::up, thread);
    }

    /** A tier that is being stopped does not continue after its ramp. */
    private void up() {
        if (!meeting.stopped().isDone()) {
            client.up();
        }
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return CompletableFuture.runAsync(client::height, thread).thenCompose(nothing -> meet(ShareCarrier.HEIGHT));
    }

    /** Waits for the others, unless the tier is being stopped. */
    private CompletableFuture<Void> meet(String point) {
        return meeting.reached(point)
                .exceptionallyCompose(failure -> meeting.stopped().isDone()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }
}
