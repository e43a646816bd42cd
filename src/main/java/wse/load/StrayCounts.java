package wse.load;

import wse.load.PingLedger.Fate;
import wse.measure.StrayPongs;

/** Counts the answers that do not belong to any ping in flight on their connection. Confined to one event loop. */
final class StrayCounts {

    private long late;
    private long repeated;
    private long foreign;
    private long unsolicited;
    private long otherPayload;

    /**
     * A further answer to a ping that this connection has sent, perhaps so long ago that its outcome is no longer
     * known.
     */
    void countOwn(Fate fate) {
        if (fate == Fate.ANSWERED) {
            repeated++;
        } else {
            late++;
        }
    }

    /** A message that answers a ping of another connection. */
    void countForeign() {
        foreign++;
    }

    /** A pong frame whose payload no ping frame of this connection had. */
    void countFrame(boolean pingInFlight) {
        if (pingInFlight) {
            otherPayload++;
        } else {
            unsolicited++;
        }
    }

    StrayPongs figures() {
        return new StrayPongs(late, repeated, foreign, unsolicited, otherPayload);
    }
}
