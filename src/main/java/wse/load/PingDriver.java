package wse.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.measure.Outcome;

/** Decides when the next ping of one loop's links goes out. Confined to that event loop. */
abstract class PingDriver implements Pinger.Listener {

    /**
     * Pings issued before the loop gets to read again: some two milliseconds' work, on a loop that is behind. Where dozens of
     * processes share a core, a loop has its turn ten times a second, and 32 were too few to keep 19,000 connections alive.
     */
    static final int PER_TURN = 256;

    final EventLoop loop;
    /** The links that were up when the driver began; a link that goes later keeps its planned pings. */
    final List<Link> links;

    private final List<Link> down;
    private final boolean asksWhoIsAlive;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final Turns turns;
    Pinger pinger;
    private SampleLog log;
    private long answered;

    /** @param asksWhoIsAlive whether links that are down are samples too, failed ones */
    PingDriver(LoopLinks loopLinks, boolean asksWhoIsAlive) {
        this.loop = loopLinks.loop();
        this.turns = new Turns(loop, this::onFailure);
        this.links = loopLinks.links().stream().filter(Link::isUp).toList();
        this.down = loopLinks.links().stream().filter(link -> !link.isUp()).toList();
        this.asksWhoIsAlive = asksWhoIsAlive;
    }

    /** Begins to ping. The future completes on the loop, when every planned ping has its outcome. */
    final CompletableFuture<Void> start(Pinger newPinger, SampleLog samples, long startNanos) {
        pinger = newPinger;
        pinger.phase(this, samples);
        log = samples;
        down.forEach(this::missing);
        begin(startNanos);
        return done;
    }

    /** A planned ping that cannot go out. */
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

    /** Pings answered in time. */
    final long answered() {
        return answered;
    }

    @Override
    public final void onResolved(Link link, Outcome outcome) {
        if (outcome.isOk()) {
            answered++;
        }
        onPingResolved(link);
    }

    abstract void onPingResolved(Link link);
}
