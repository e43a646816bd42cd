package wse.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import wse.engine.FrameBlock;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.plan.FloodPlan;

/**
 * Client to server: each link sends for as long as its socket takes it, links in turns. A ping about once a second
 * confirms what went before it, so that a server that dies leaves an account; the one after the last message confirms all.
 */
final class OutFlood extends PingedFlood {

    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Blocks written before the loop gets to read again: 0.4 ms at the 2.4 GB/s of bench/throughput.sh. */
    private static final int BLOCKS_PER_TURN = 16;

    /** Where a write is one small frame, and a block many system calls: 0.5 ms at the 0.66 M/s of bench/throughput.sh. */
    private static final int SMALL_BLOCKS_PER_TURN = 1;

    /** Links whose sockets take more. */
    private final Queue<Link> writable = new ArrayDeque<>();

    private boolean turnArmed;

    OutFlood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message, Pinger pinger) {
        super(target, loopLinks, plan, message, pinger);
    }

    @Override
    void beginFlow() {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).flood.nextCheckpointNanos = startNanos + CHECKPOINT_NANOS * (i + 1) / links.size();
        }
        if (writesPerVisit() > 1) {
            links.forEach(link -> link.connection.setTcpNoDelay(false));
        }
        writable.addAll(links);
        armTurn();
    }

    private void armTurn() {
        if (!turnArmed && !writable.isEmpty()) {
            turnArmed = true;
            turns.next(this::turn);
        }
    }

    private int writesPerVisit() {
        return Math.max(1, FrameBlock.BYTES / (block.framesPerWrite() * block.frameBytes()));
    }

    private void turn() {
        turnArmed = false;
        int writes = writesPerVisit();
        int turns = writes > 1 ? SMALL_BLOCKS_PER_TURN : BLOCKS_PER_TURN;
        for (; turns > 0 && !isOver() && !writable.isEmpty(); turns--) {
            sendFrom(writable.remove(), writes);
        }
        if (!isOver()) {
            armTurn();
        }
    }

    /** Small writes follow each other on one link, so that the kernel can put them together. */
    private void sendFrom(Link link, int writes) {
        long now = System.nanoTime();
        boolean takesMore = link.isUp() && send(link, block.framesPerWrite(), writes, now) == writes;
        if (now - link.flood.nextCheckpointNanos >= 0 && link.flood.mayPing()) {
            link.flood.nextCheckpointNanos = now + CHECKPOINT_NANOS;
            ping(link, now);
        }
        if (takesMore && link.isUp() && link.connection.isWritable()) {
            writable.add(link);
        }
    }

    private void ping(Link link, long now) {
        if (link.isUp()) {
            link.flood.pinged();
            pinger.ping(link, now);
        }
    }

    @Override
    public void onWritable(Link link) {
        if (link.flood != null && !isOver()) {
            link.flood.unblocked(System.nanoTime());
            writable.add(link);
            armTurn();
        }
    }

    @Override
    void finish() {
        writable.clear();
        super.finish();
    }

    @Override
    void ask(Link link, long nowNanos) {
        link.connection.setTcpNoDelay(true);
        ping(link, nowNanos);
    }

    @Override
    void resolved(Link link, Outcome outcome) {
        link.flood.resolved(outcome.isOk());
        if (outcome.isOk()) {
            lastConfirmedNanos = System.nanoTime();
        }
    }

    /** What an echo server sends back is read, and of no account. */
    @Override
    public boolean onMessage(Link link, ByteBuf payload, boolean text, long receivedNanos) {
        return receive(link, payload, text);
    }

    @Override
    Messages messages() {
        return messages(this::sent, link -> link.flood.confirmed);
    }
}
