package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import wse.dialect.KeepAliveMessage;

/**
 * Keeps a server from dropping idle connections while the rest of a tier is still connecting: each connection sends, once
 * per interval, a message that needs no answer. Nothing is measured. A ping with an answer would cost both sides twice the
 * work, about 95 us of CPU with 104 processes on two cores. Confined to the event loop of its links, except for
 * {@link #end()} and {@link #stopCounting()}.
 */
final class SignsOfLife implements KeepAlive {

    /**
     * Messages that are due within this fraction of the interval, but at most one second, are sent in one turn, so that
     * client and server wake up once for all of them.
     */
    private static final int GATHERED_PART = 45;

    private static final long MOST_GATHERED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoopLinks loopLinks;
    private final LoopTasks tasks;
    private final long intervalNanos;
    private final long gatheredNanos;
    private final KeepAliveMessage keepAlive;
    private final ByteBuf message;
    /** Ordered by the time of the next message, because a new link is due one interval after it is added. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean pumpArmed;
    private boolean ended;
    private boolean counting = true;
    private long sent;

    /** Links that are already up continue from their last keep-alive messages. */
    SignsOfLife(LoopLinks loopLinks, KeepAliveMessage keepAlive) {
        this.loopLinks = loopLinks;
        this.tasks = loopLinks.tasks();
        this.keepAlive = keepAlive;
        this.message = Unpooled.wrappedBuffer(keepAlive.message().bytes());
        this.intervalNanos = keepAlive.interval().toNanos();
        this.gatheredNanos = Math.min(MOST_GATHERED_NANOS, intervalNanos / GATHERED_PART);
        loopLinks.up().stream().sorted(OpenPings.LONGEST_SILENT_FIRST).forEach(waiting::add);
    }

    /** Sends to the links that are already up, and to each that becomes ready later. */
    void begin() {
        loopLinks.keptAliveBy(this);
        armPump();
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
            sent += counting ? 1 : 0;
            send(link, message.readerIndex(0).retain());
            await(link, nowNanos);
        }
    }

    private void send(Link link, ByteBuf bytes) {
        if (keepAlive.message().text()) {
            link.connection().sendText(bytes);
        } else {
            link.connection().sendBinary(bytes);
        }
        if (keepAlive.answered()) {
            link.keepAlivesUnanswered++;
        }
    }

    /** Messages that are sent from now on are not part of the figures. May be called from any thread. */
    void stopCounting() {
        loopLinks.loop().execute(() -> counting = false);
    }

    /** Stops sending messages. May be called from any thread. */
    void end() {
        loopLinks.loop().execute(() -> {
            ended = true;
            waiting.clear();
            loopLinks.keptAliveBy(KeepAlive.NONE);
        });
    }

    /** How many messages are part of the figures. */
    long sent() {
        return sent;
    }
}
