package wse.load;

/** The account of one link's flood. Confined to its connection's event loop. */
final class FloodLink {

    private static final long NOT_BLOCKED = -1;

    /** Pings on their way at most: one checkpoint, and the one at the end. */
    private static final int MOST_PINGS = 2;

    final long startNanos;
    long nextCheckpointNanos;

    /** Messages given to the connection. */
    long written;

    long confirmed;
    long received;
    /** Of echoes only. */
    Flights flights;

    /** Echoes of the read going on. */
    int arrivals;
    /** Messages that may be sent, and are not yet. */
    int owed;

    private final long[] pinged = new long[MOST_PINGS];
    private int pings;
    private long blockedNanos;
    private long blockedSinceNanos = NOT_BLOCKED;
    private long endNanos;
    private boolean ended;
    private boolean settled;
    private boolean asked;

    FloodLink(long startNanos) {
        this.startNanos = startNanos;
    }

    /** A ping goes out that will confirm all that was written before. */
    void pinged() {
        pinged[pings++] = written;
    }

    boolean mayPing() {
        return pings < MOST_PINGS - 1;
    }

    /** The oldest ping has its outcome. */
    void resolved(boolean answered) {
        if (answered) {
            confirmed = pinged[0];
        }
        pings--;
        pinged[0] = pinged[1];
    }

    void blocked(long nowNanos) {
        if (!ended && blockedSinceNanos == NOT_BLOCKED) {
            blockedSinceNanos = nowNanos;
        }
    }

    void unblocked(long nowNanos) {
        if (blockedSinceNanos != NOT_BLOCKED) {
            blockedNanos += nowNanos - blockedSinceNanos;
            blockedSinceNanos = NOT_BLOCKED;
        }
    }

    /** The flood is over for this link; the first end stands. */
    void ended(long nowNanos) {
        if (!ended) {
            ended = true;
            unblocked(nowNanos);
            endNanos = nowNanos;
        }
    }

    /** Takes back what the socket never took; once. */
    void unsent(int bytes, int frameBytes) {
        written = sent(bytes, frameBytes);
        settled = true;
    }

    /** Messages that the socket has taken, while it keeps so many bytes waiting. */
    long sent(int unsentBytes, int frameBytes) {
        return settled ? written : written - (unsentBytes + frameBytes - 1) / frameBytes;
    }

    /** The last ping has been sent. */
    void asked() {
        asked = true;
    }

    /** Whether the last ping has its outcome. */
    boolean isAnswered() {
        return asked && pings == 0;
    }

    long blockedNanos(long nowNanos) {
        return blockedNanos + (blockedSinceNanos == NOT_BLOCKED ? 0 : nowNanos - blockedSinceNanos);
    }

    /** How long the link has taken part. */
    long tookNanos(long nowNanos) {
        return (ended ? endNanos : nowNanos) - startNanos;
    }
}
