package wse.load;

import wse.engine.FrameBlock;

/** One link's part in a flood whose messages are confirmed by pings. Confined to its event loop. */
abstract class PingedLink extends FloodLink {

    /** A checkpoint and the ping at the end of the flood. */
    private static final int MOST_PINGS = 2;

    /** The numbers of the pings in flight, oldest first. */
    private final long[] numbers = new long[MOST_PINGS];
    /** For each of these pings, the number of messages written before it. */
    private final long[] writtenBefore = new long[MOST_PINGS];

    private int pings;
    private boolean lastPingSent;
    /** Whether the link was going down when its last ping was due. The ping is booked as soon as the reason is reported. */
    private boolean goingDown;

    PingedLink(Link link, long startNanos, FrameBlock block) {
        super(link, startNanos, block);
    }

    /** Notes that a ping is sent, which will confirm everything written before it. */
    final void pinged(long number) {
        numbers[pings] = number;
        writtenBefore[pings++] = written;
    }

    final boolean mayPing() {
        return pings < MOST_PINGS - 1;
    }

    /**
     * A ping has been answered or has failed. Its answer confirms everything that was written before it, even if an
     * older ping is still unanswered.
     *
     * @return the number of messages that it confirms
     */
    final long resolved(long number, boolean answered) {
        int which = numbers[0] == number ? 0 : 1;
        long more = answered ? Math.max(0, writtenBefore[which] - confirmed) : 0;
        pings--;
        if (which == 0) {
            numbers[0] = numbers[1];
            writtenBefore[0] = writtenBefore[1];
        }
        return more;
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
