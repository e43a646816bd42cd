package wse.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Ends connections that do not become ready in time. Confined to one event loop. */
final class ReadyDeadlines {

    private final LoopTasks tasks;
    private final long timeoutNanos;
    private final Consumer<Link> onExpired;
    /** In the order of their deadlines, since the time-out is the same for all. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean sweepArmed;

    /** @param timeout maximum time from the TCP connection until the connection is ready */
    ReadyDeadlines(LoopTasks tasks, Duration timeout, Consumer<Link> onExpired) {
        this.tasks = tasks;
        this.timeoutNanos = timeout.toNanos();
        this.onExpired = onExpired;
    }

    /** Starts the time-out of a link whose TCP connection was just established. */
    void watch(Link link) {
        link.readyDeadlineNanos = System.nanoTime() + timeoutNanos;
        waiting.add(link);
        armSweep(link.readyDeadlineNanos);
    }

    private void armSweep(long deadlineNanos) {
        if (!sweepArmed) {
            sweepArmed = true;
            tasks.at(deadlineNanos, this::sweep);
        }
    }

    private void sweep() {
        sweepArmed = false;
        long now = System.nanoTime();
        for (Link link = waiting.peek(); link != null; link = waiting.peek()) {
            if (!link.isResolved() && link.readyDeadlineNanos - now > 0) {
                armSweep(link.readyDeadlineNanos);
                return;
            }
            waiting.remove();
            if (!link.isResolved()) {
                onExpired.accept(link);
            }
        }
    }
}
