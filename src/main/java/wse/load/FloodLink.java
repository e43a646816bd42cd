package wse.load;

import wse.engine.FrameBlock;
import wse.measure.Outcome;

/**
 * One link's part in a flood: how many messages it has written, and how long its socket was full. Confined to its event
 * loop.
 */
abstract class FloodLink implements LinkTraffic {

    private static final long NOT_BLOCKED = -1;

    final Link link;
    private final long startNanos;
    private final FrameBlock block;

    /** Messages handed to the connection, and the length of their payloads. */
    long written;

    private long writtenBytes;
    /** The frames of the last write. */
    private int lastFrom;

    private int lastCount;

    long confirmed;
    long received;
    /** Length of their payloads. */
    long receivedBytes;
    /** The first thing that was wrong with the messages that came back; OK if nothing was. */
    Outcome fault = Outcome.OK;

    private long blockedNanos;
    private long blockedSinceNanos = NOT_BLOCKED;
    private long endNanos;
    private boolean ended;
    private boolean settled;

    FloodLink(Link link, long startNanos, FrameBlock block) {
        this.link = link;
        this.startNanos = startNanos;
        this.block = block;
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
        if (!settled) {
            int unsent = unsent();
            written -= unsent;
            writtenBytes -= payloadBytes(unsent);
            settled = true;
        }
    }

    /** Frames have been handed to the connection, one or more times. */
    final void wrote(int from, int count, int times) {
        written += (long) times * count;
        writtenBytes += (long) times * block.messageBytes(from, count);
        lastFrom = from;
        lastCount = count;
    }

    private int unsent() {
        return block.framesWithin(lastFrom, lastCount, link.unsentBytes());
    }

    private int payloadBytes(int unsent) {
        return block.messageBytes(lastFrom + lastCount - unsent, unsent);
    }

    /** Messages that the socket has accepted. */
    final long sent() {
        return settled ? written : written - unsent();
    }

    /** Length of their payloads. */
    final long sentBytes() {
        return settled ? writtenBytes : writtenBytes - payloadBytes(unsent());
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
