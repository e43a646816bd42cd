package wse.load;

import wse.engine.Connection;
import wse.measure.Outcome;

/** One connection of a tier and what became of it. Confined to its connection's event loop. */
final class Link {

    /** Index within the whole tier, from 0, however many processes share it. */
    final int index;

    Connection connection;
    long intendedNanos;
    long connectNanos;
    /** From the connect to ready, or to the failure. */
    long connectTookNanos;

    long readyDeadlineNanos;
    boolean ready;
    boolean closing;
    /** Null until ready or failed; OK only for as long as the connection stands. */
    Outcome outcome;

    /** Null outside of floods. */
    FloodLink flood;

    /** Of the standing pings: when the next one is due. */
    long nextPingNanos;

    int pingsResolved;
    int pingsInFlight;
    /** Id of the oldest ping in flight, or an older one. */
    long firstPingInFlight;

    Link(int index) {
        this.index = index;
    }

    boolean isResolved() {
        return outcome != null;
    }

    /** The outcome as far as it is known: a connection on its way down, for a reason not yet told, is not OK. */
    Outcome outcomeSoFar() {
        return outcome.isOk() && !isUp() ? Outcome.CLOSED_BY_SERVER : outcome;
    }

    /** Whether a ping may be sent. */
    boolean isUp() {
        return ready && !closing && connection != null && connection.isOpen() && outcome.isOk();
    }
}
