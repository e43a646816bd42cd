package wse.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Who may write a block next. Senders whose socket takes more take turns, a block each, and between rounds of a few blocks
 * the event loop reads what has come, so that no sender keeps it from the others' pings. Confined to the event loop.
 */
final class Turns {

    /** 1 MiB: under a millisecond at what a core can copy. */
    private static final int BLOCKS_PER_ROUND = 16;

    private final ArrayDeque<Sender> senders = new ArrayDeque<>();
    private EventExecutor executor;
    private boolean roundDue;

    /** To be called first. */
    void start(EventExecutor eventLoop) {
        executor = eventLoop;
    }

    /** A sender gets a turn. */
    void add(Sender sender) {
        senders.add(sender);
        schedule();
    }

    /** As a timer that is due, not as a task: the event loop runs all tasks before it reads, and each round leaves one. */
    private void schedule() {
        if (!roundDue) {
            roundDue = true;
            executor.schedule(this::round, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void round() {
        for (int turns = Math.min(senders.size(), BLOCKS_PER_ROUND); turns > 0; turns--) {
            senders.remove().turn();
        }
        roundDue = false;
        if (!senders.isEmpty()) {
            schedule();
        }
    }
}
