package wse.load;

/** One link's part in a flood whose messages are confirmed by pings. Confined to its event loop. */
abstract class PingedLink extends FloodLink {

    /** A checkpoint and the ping at the end of the flood. */
    private static final int MOST_PINGS = 2;

    /** For each ping in flight, oldest first, the messages written before it. */
    private final long[] writtenBefore = new long[MOST_PINGS];

    private int pings;
    private boolean lastPingSent;
    /** Whether the link was going down when its last ping was due. The ping is booked as soon as the reason is reported. */
    private boolean goingDown;

    PingedLink(Link link, long startNanos, int frameBytes) {
        super(link, startNanos, frameBytes);
    }

    /** Notes that a ping is sent, which will confirm everything written before it. */
    final void pinged() {
        writtenBefore[pings++] = written;
    }

    final boolean mayPing() {
        return pings < MOST_PINGS - 1;
    }

    /** The oldest ping has been answered or has failed. */
    final void resolved(boolean answered) {
        if (answered) {
            confirmed = writtenBefore[0];
        }
        pings--;
        writtenBefore[0] = writtenBefore[1];
    }

    final void lastPingSent() {
        lastPingSent = true;
    }

    @Override
    final boolean awaitsConfirmation() {
        boolean lastPingResolved = lastPingSent && pings == 0;
        return link.isUp() && !lastPingResolved;
    }

    final void goingDown() {
        goingDown = true;
    }

    /** Whether {@link #goingDown()} was called since the last call of this method. */
    final boolean wentDown() {
        boolean went = goingDown;
        goingDown = false;
        return went;
    }
}
