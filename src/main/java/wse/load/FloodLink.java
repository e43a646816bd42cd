package wse.load;

import wse.measure.Outcome;

/**
 * One link's part in a flood: how many messages it has written, and how long its socket was full. Confined to its event
 * loop.
 */
abstract class FloodLink implements LinkTraffic {

    private static final long NOT_BLOCKED = -1;

    final Link link;
    private final long startNanos;
    private final int frameBytes;

    /** Messages handed to the connection. */
    long written;

    long confirmed;
    long received;
    /** The first thing that was wrong with the messages that came back; OK if nothing was. */
    Outcome fault = Outcome.OK;

    private long blockedNanos;
    private long blockedSinceNanos = NOT_BLOCKED;
    private long endNanos;
    private boolean ended;
    private boolean settled;

    FloodLink(Link link, long startNanos, int frameBytes) {
        this.link = link;
        this.startNanos = startNanos;
        this.frameBytes = frameBytes;
    }

    @Override
    public final void onFull() {
        if (!ended && blockedSinceNanos == NOT_BLOCKED) {
            blockedSinceNanos = System.nanoTime();
        }
    }

    /** The socket accepts data again, or the flood is over. */
    final void unblocked(long nowNanos) {
        if (blockedSinceNanos != NOT_BLOCKED) {
            blockedNanos += nowNanos - blockedSinceNanos;
            blockedSinceNanos = NOT_BLOCKED;
        }
    }

    /** Ends the flood for this link; only the first call has an effect. */
    final void end(long nowNanos) {
        if (!ended) {
            ended = true;
            unblocked(nowNanos);
            endNanos = nowNanos;
        }
    }

    @Override
    public void onLost() {
        end(System.nanoTime());
        settle();
    }

    /** Corrects the count of written messages: those that the socket never accepted are not included. */
    final void settle() {
        written = sent();
        settled = true;
    }

    /** Messages that the socket has accepted. */
    final long sent() {
        return settled ? written : written - (link.unsentBytes() + frameBytes - 1) / frameBytes;
    }

    /** Whether this link's unconfirmed messages may still be confirmed while the flood is running. */
    boolean awaitsConfirmation() {
        return link.isUp();
    }

    /** Messages sent that are neither confirmed nor known to be lost. */
    long unconfirmed() {
        return sent() - confirmed;
    }

    final long blockedNanos(long nowNanos) {
        return blockedNanos + (blockedSinceNanos == NOT_BLOCKED ? 0 : nowNanos - blockedSinceNanos);
    }

    /** How long the link has taken part in the flood. */
    final long tookNanos(long nowNanos) {
        return (ended ? endNanos : nowNanos) - startNanos;
    }
}
