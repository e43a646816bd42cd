package wse.engine;

/**
 * Decides which pings of the servers are answered at once. Of the others, only the latest of each connection is answered, as
 * RFC 6455 section 5.5.3 allows: the answers to all of them would fill the client's memory if a server sends pings but never
 * reads. There is one instance per event loop, because a loop reads from one connection at a time. Confined to its loop.
 */
final class Pongs {

    /**
     * The most pings of one read that are answered one by one. Otherwise, a server that sends nothing but pings could keep
     * the event loop busy for half a second.
     */
    private static final int ANSWERED_PER_READ = 64;

    private int answered;

    void beginRead() {
        answered = 0;
    }

    /** Whether a ping of the current read is to be answered at once. */
    boolean mayAnswer(boolean clogged) {
        if (clogged || answered == ANSWERED_PER_READ) {
            return false;
        }
        answered++;
        return true;
    }
}
