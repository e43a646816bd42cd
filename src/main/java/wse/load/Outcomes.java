package wse.load;

import wse.engine.Disconnect;
import wse.measure.Outcome;

/** Translates the reason for the end of a connection into an outcome, which is a row of the report. */
public final class Outcomes {

    /** The close code of WSE 2.5.1 after it has refused a token. */
    private static final int AUTH_CLOSE_CODE = 4401;

    private Outcomes() {}

    /** The outcome of a connection that ended for this reason. */
    public static Outcome of(Disconnect why) {
        return switch (why.kind()) {
            case REFUSED -> Outcome.CONNECT_REFUSED;
            case CONNECT_TIMEOUT -> Outcome.CONNECT_TIMEOUT;
            case UNREACHABLE -> Outcome.UNREACHABLE;
            case NO_LOCAL_PORT -> Outcome.NO_LOCAL_PORT;
            case NO_DESCRIPTOR -> Outcome.NO_DESCRIPTOR;
            case NO_MEMORY -> Outcome.NO_MEMORY;
            case REJECTED -> Outcome.handshakeRejected(why.code());
            case CLOSED_BY_PEER ->
                why.code() == AUTH_CLOSE_CODE ? Outcome.AUTH_REJECTED : Outcome.closedByServer(why.code());
            case RESET -> Outcome.RESET;
            case PROTOCOL_ERROR -> Outcome.PROTOCOL_ERROR;
            case CLOSED_BY_US -> Outcome.ABORTED;
            case INTERNAL_ERROR -> Outcome.INTERNAL_ERROR;
            case IO_ERROR -> Outcome.IO_ERROR;
        };
    }
}
