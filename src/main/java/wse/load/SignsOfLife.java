package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Shows the server, while a tier comes up, that those who are up already are there, so that it does not drop them as idle: a
 * message that it need not answer, from each link once an interval. Nothing is measured. An answered ping would be twice the
 * work for both, about 95 us of CPU where 104 processes shared two cores. Confined to the event loop of its links, but for {@link
 * #end()}.
 */
final class SignsOfLife {

    /**
     * What is due within this part of an interval goes out in one turn, a second's worth at most: a process wakes up once for
     * all of it, and so does the server.
     */
    private static final int GATHERED_PART = 45;

    private static final long MOST_GATHERED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoopLinks loopLinks;
    private final Turns turns;
    private final long intervalNanos;
    private final long gatheredNanos;
    private final ByteBuf message;
    /** In the order of their next messages: whoever is added is due one interval from now. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean pumpArmed;
    private boolean ended;
    private long sent;

    /** @param interval between two messages of a link, at most */
    SignsOfLife(LoopLinks loopLinks, byte[] message, Duration interval, Turns turns) {
        this.loopLinks = loopLinks;
        this.message = Unpooled.wrappedBuffer(message);
        this.intervalNanos = interval.toNanos();
        this.gatheredNanos = Math.min(MOST_GATHERED_NANOS, intervalNanos / GATHERED_PART);
        this.turns = turns;
    }

    /** A link has come up. */
    void onUp(Link link) {
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
            turns.at(waiting.peek().nextPingNanos, this::pump);
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
            turns.next(this::pump);
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

    /** No further ones. Any thread. */
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
