package wse.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.measure.Outcome;

/** Decides when to ping the links of one event loop. Confined to that event loop. */
abstract class PingDriver implements Pinger.Listener {

    /**
     * The most pings per turn of a loop that is behind schedule: about two milliseconds of work. With dozens of processes
     * per core, a loop runs only ten times a second, and 32 pings per turn were too few to keep 19,000 connections alive.
     */
    static final int PER_TURN = 256;

    /** The links that were up when the driver was made; one that goes down later keeps its planned pings. */
    final List<Link> links;

    final Pinger pinger;
    final LoopTasks tasks;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<Link> down;
    private final boolean asksWhoIsAlive;
    private final SampleLog log;
    private long answered;

    /** @param asksWhoIsAlive whether links that are down count as failed samples */
    PingDriver(LoopLinks loopLinks, Pinger pinger, SampleLog log, boolean asksWhoIsAlive) {
        this.tasks = new LoopTasks(loopLinks.loop(), this::onFailure);
        this.links = loopLinks.up();
        this.down = loopLinks.links().stream().filter(link -> !link.isUp()).toList();
        this.pinger = pinger;
        this.log = log;
        this.asksWhoIsAlive = asksWhoIsAlive;
    }

    /** Starts to ping. The future completes on the loop when every planned ping has been answered or has failed. */
    final CompletableFuture<Void> start(long startNanos) {
        pinger.phase(this, log);
        down.forEach(this::missing);
        begin(startNanos);
        return done;
    }

    /** Books a planned ping that cannot be sent. */
    final void skip(Link link) {
        pinger.notSent(link);
        missing(link);
    }

    private void missing(Link link) {
        if (asksWhoIsAlive) {
            long now = System.nanoTime();
            log.add(now, now, link.outcomeSoFar());
        }
    }

    abstract void begin(long startNanos);

    @Override
    public final void onFailure(RuntimeException failure) {
        done.completeExceptionally(failure);
    }

    /** How many pings were answered in time. */
    final long answered() {
        return answered;
    }

    @Override
    public final void onResolved(Link link, long number, Outcome outcome) {
        if (outcome.isOk()) {
            answered++;
        } else {
            onUnanswered(link, outcome);
        }
        onPingResolved(link);
    }

    /** A ping was not answered in time, or its connection was lost. */
    void onUnanswered(Link link, Outcome outcome) {
        // The figures of pings need only their outcomes.
    }

    abstract void onPingResolved(Link link);

    /** Creates the driver of one event loop. Called on that loop. */
    interface Factory {
        PingDriver make(LoopLinks links, Pinger pinger, SampleLog log);
    }
}
