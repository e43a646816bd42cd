package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a server from dropping idle connections while the others of a tier come up: each connection sends, once per
 * interval, a message that needs no answer. Nothing is measured. An answered ping would cost both sides twice the work, about
 * 95 us of CPU with 104 processes on two cores. Confined to the event loop of its links, except for {@link #end()}.
 */
final class SignsOfLife implements KeepAlive {

    /**
     * WSE drops a connection after 60 s of silence. 45 s leaves a margin for event loops that are seconds late, as they are when
     * dozens of processes share a core; more frequent messages would slow the ramp down.
     */
    static final Duration INTERVAL = Duration.ofSeconds(45);

    /**
     * Messages that are due within this fraction of the interval, but at most one second, are sent in one turn, so that client
     * and server wake up once for all of them.
     */
    private static final int GATHERED_PART = 45;

    private static final long MOST_GATHERED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoopLinks loopLinks;
    private final LoopTasks tasks;
    private final long intervalNanos;
    private final long gatheredNanos;
    private final ByteBuf message;
    /** In the order of their next messages: a link that is added is due one interval from now. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean pumpArmed;
    private boolean ended;
    private long sent;

    SignsOfLife(LoopLinks loopLinks) {
        this(loopLinks, INTERVAL);
    }

    /** @param interval between two messages of a link, at most */
    SignsOfLife(LoopLinks loopLinks, Duration interval) {
        this.loopLinks = loopLinks;
        this.tasks = loopLinks.tasks();
        this.message = Unpooled.wrappedBuffer(loopLinks.target().dialect().signOfLife());
        this.intervalNanos = interval.toNanos();
        this.gatheredNanos = Math.min(MOST_GATHERED_NANOS, intervalNanos / GATHERED_PART);
    }

    @Override
    public void onUp(Link link) {
        await(link, System.nanoTime());
        armPump();
    }

    private void await(Link link, long nowNanos) {
        if (!ended) {
            link.nextPingNanos = nowNanos + intervalNanos;
            waiting.add(link);
        }
    }

    private void armPump() {
        if (!pumpArmed && !waiting.isEmpty()) {
            pumpArmed = true;
            tasks.at(waiting.peek().nextPingNanos, this::pump);
        }
    }

    private void pump() {
        long now = System.nanoTime();
        int budget = PingDriver.PER_TURN;
        while (budget > 0 && isDue(now + gatheredNanos)) {
            show(waiting.remove(), now);
            budget--;
        }
        if (budget > 0) {
            pumpArmed = false;
            armPump();
        } else {
            tasks.next(this::pump);
        }
    }

    private boolean isDue(long nanos) {
        return !waiting.isEmpty() && waiting.peek().nextPingNanos - nanos <= 0;
    }

    private void show(Link link, long nowNanos) {
        if (link.isUp()) {
            sent++;
            link.connection.sendText(message.readerIndex(0).retain());
            await(link, nowNanos);
        }
    }

    /** Sends no more messages. Any thread. */
    void end() {
        loopLinks.loop().execute(() -> {
            ended = true;
            waiting.clear();
        });
    }

    long sent() {
        return sent;
    }
}
