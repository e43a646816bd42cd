package wse.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a load has to do later, or bit by bit, so that its loop gets to read in between. Confined to that event loop. */
final class Turns {

    /** Connects, first messages or closes issued before the loop gets to read again: about half a millisecond's work. */
    static final int PER_TURN = 32;

    private final EventLoop loop;
    private final Consumer<RuntimeException> onFailure;

    /** @param onFailure told what a task threw, so that the tier ends instead of waiting for ever */
    Turns(EventLoop loop, Consumer<RuntimeException> onFailure) {
        this.loop = loop;
        this.onFailure = onFailure;
    }

    /** Through the timer queue even when due: tasks that add themselves again would keep the loop from reading. */
    void at(long atNanos, Runnable task) {
        loop.schedule(() -> guarded(task), Math.max(1, atNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** In the loop's next turn. */
    void next(Runnable task) {
        at(System.nanoTime(), task);
    }

    /** When the reads of this turn are done. Not for tasks that add themselves again: the loop would not get to read. */
    void afterReads(Runnable task) {
        loop.execute(() -> guarded(task));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            onFailure.accept(e);
            throw e;
        }
    }

    /** Does something to each, in order, some of them in each turn, the first at once; then, in the last turn, the rest. */
    <T> void each(List<T> all, Consumer<? super T> step, Runnable then) {
        List<T> now = all.subList(0, Math.min(all.size(), PER_TURN));
        now.forEach(step);
        if (now.size() < all.size()) {
            next(() -> each(all.subList(now.size(), all.size()), step, then));
        } else {
            then.run();
        }
    }
}
