package wse.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import wse.plan.Ramp;
import wse.plan.Schedule;

/**
 * Connects one event loop's links according to the ramp: each at its intended time, with no more handshakes in flight than
 * the window allows. Confined to that event loop.
 */
final class RampUp {

    private final List<Link> links;
    private final Schedule schedule;
    private final int window;
    private final LoopTasks tasks;
    private final Consumer<Link> connect;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private long startNanos;
    private int next;
    private int unresolved;
    private boolean pumpArmed;

    /**
     * @param window the most handshakes in flight on this loop; 0 for no limit
     * @param connect starts the connect of one link, whose intended time is set
     */
    RampUp(List<Link> links, Ramp ramp, int window, LoopTasks tasks, Consumer<Link> connect) {
        this.links = links;
        this.schedule = ramp.schedule();
        this.window = window;
        this.tasks = tasks;
        this.connect = connect;
        this.unresolved = links.size();
    }

    /** Starts to connect. The future completes on the loop when every link is ready or has failed. */
    CompletableFuture<Void> start(long newStartNanos) {
        startNanos = newStartNanos;
        pump();
        return done;
    }

    private void pump() {
        pumpArmed = false;
        for (int budget = LoopTasks.PER_TURN; budget > 0 && mayConnect(); budget--) {
            Link link = links.get(next++);
            link.intendedNanos = intendedNanos(link);
            connect.accept(link);
        }
        if (next < links.size() && !windowIsFull()) {
            armPump(intendedNanos(links.get(next)));
        }
    }

    private boolean mayConnect() {
        return next < links.size() && !windowIsFull() && intendedNanos(links.get(next)) - System.nanoTime() <= 0;
    }

    private long intendedNanos(Link link) {
        return startNanos + schedule.intendedNanos(link.index);
    }

    private boolean windowIsFull() {
        int inFlight = next - (links.size() - unresolved);
        return window > 0 && inFlight >= window;
    }

    private void armPump(long atNanos) {
        if (!pumpArmed) {
            pumpArmed = true;
            tasks.at(atNanos, this::pump);
        }
    }

    /** One more link is ready or has failed. */
    void resolved(long nowNanos) {
        unresolved--;
        if (unresolved == 0) {
            done.complete(null);
        } else if (window > 0 && next < links.size()) {
            armPump(nowNanos);
        }
    }

    void fail(RuntimeException failure) {
        done.completeExceptionally(failure);
    }
}
