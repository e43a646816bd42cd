package wse.measure;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Live counts of one event loop's pings and messages. Only that loop counts; any thread may read. Counting costs about as
 * much as increasing a plain field: the values are stored without a fence, in a cache line of their own.
 */
public final class LoopCounts {

    /** Longs per cache line on every usual processor, which fetches lines in pairs at most. */
    private static final int PADDING = 16;

    private static final int ANSWERED = PADDING;
    private static final int UNANSWERED = PADDING + 1;
    private static final int CONFIRMED = PADDING + 2;
    private static final int LENGTH = PADDING + 3 + PADDING;

    private final AtomicLongArray counts = new AtomicLongArray(LENGTH);

    /** A ping has an outcome, or could not be sent. Owner thread only. */
    public void ping(Outcome outcome) {
        add(outcome.isOk() ? ANSWERED : UNANSWERED, 1);
    }

    /** Messages of a flood have been confirmed. Owner thread only. */
    public void confirmed(long messages) {
        add(CONFIRMED, messages);
    }

    private void add(int index, long count) {
        counts.setOpaque(index, counts.getPlain(index) + count);
    }

    LiveCounts now() {
        return new LiveCounts(0, counts.getOpaque(ANSWERED), counts.getOpaque(UNANSWERED), counts.getOpaque(CONFIRMED));
    }
}
