package wse.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * The order in which senders write their blocks. Senders whose socket is not full take turns, one block each, and between
 * rounds of a few blocks the event loop reads, so that no sender delays the pings of others. Confined to the event loop.
 */
final class Turns {

    /** Together 1 MiB, which a core copies in less than a millisecond. */
    private static final int BLOCKS_PER_ROUND = 16;

    private final ArrayDeque<Sender> senders = new ArrayDeque<>();
    private final EventExecutor executor;
    private boolean roundDue;

    Turns(EventExecutor executor) {
        this.executor = executor;
    }

    /** Gives a sender a turn. */
    void add(Sender sender) {
        senders.add(sender);
        schedule();
    }

    /** Uses a timer that is due at once, not a task: the event loop runs all tasks before it reads, including new ones. */
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
