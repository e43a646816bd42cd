package wse.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks later, or in portions, so that the event loop can read from its sockets in between. Confined to that event
 * loop.
 */
final class LoopTasks {

    /** Connects, first messages or closes per turn of the loop: about half a millisecond of work. */
    static final int PER_TURN = 32;

    private final EventLoop loop;
    private final Consumer<RuntimeException> onFailure;

    /** @param onFailure receives any exception that a task throws, so that the tier fails instead of waiting forever */
    LoopTasks(EventLoop loop, Consumer<RuntimeException> onFailure) {
        this.loop = loop;
        this.onFailure = onFailure;
    }

    /**
     * Uses the timer queue even for a task that is already due: a task that keeps rescheduling itself must not starve the
     * reads.
     */
    void at(long atNanos, Runnable task) {
        loop.schedule(() -> guarded(task), Math.max(1, atNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** In the next turn of the loop. */
    void next(Runnable task) {
        at(System.nanoTime(), task);
    }

    /** After the reads of this turn. Not for tasks that reschedule themselves: they would starve the reads. */
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

    /**
     * Applies {@code step} to all elements in order, {@link #PER_TURN} per turn of the loop starting with the current one,
     * then runs {@code then}.
     */
    <T> void each(List<T> all, Consumer<? super T> step, Runnable then) {
        inPortions(PER_TURN, all, step, then);
    }

    /** Like {@link #each}, with a given number of elements per turn. */
    <T> void inPortions(int perTurn, List<T> all, Consumer<? super T> step, Runnable then) {
        List<T> now = all.subList(0, Math.min(all.size(), perTurn));
        now.forEach(step);
        if (now.size() < all.size()) {
            next(() -> inPortions(perTurn, all.subList(now.size(), all.size()), step, then));
        } else {
            then.run();
        }
    }
}
