package wse.load;

import wse.dialect.CloseMeaning;
import wse.dialect.Dialect;
import wse.engine.Disconnect;
import wse.measure.Outcome;

/** Translates the reason why a connection ended into an outcome, which is a row of the report. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * The outcome of a connection that ended for this reason.
     *
     * @param dialect knows what a close code means
     */
    public static Outcome of(Disconnect why, Dialect dialect) {
        return switch (why.kind()) {
            case REFUSED -> Outcome.CONNECT_REFUSED;
            case CONNECT_TIMEOUT -> Outcome.CONNECT_TIMEOUT;
            case UNREACHABLE -> Outcome.UNREACHABLE;
            case NO_LOCAL_PORT -> Outcome.NO_LOCAL_PORT;
            case NO_DESCRIPTOR -> Outcome.NO_DESCRIPTOR;
            case NO_MEMORY -> Outcome.NO_MEMORY;
            case REJECTED -> Outcome.handshakeRejected(why.code());
            case CLOSED_BY_PEER -> closed(why.code(), dialect);
            case RESET -> Outcome.RESET;
            case PROTOCOL_ERROR -> Outcome.PROTOCOL_ERROR;
            case CLOSED_BY_US -> Outcome.ABORTED;
            case INTERNAL_ERROR -> Outcome.INTERNAL_ERROR;
            case IO_ERROR -> Outcome.IO_ERROR;
        };
    }

    private static Outcome closed(int code, Dialect dialect) {
        boolean refused = dialect.closeMeaning(code).map(CloseMeaning::refusal).orElse(false);
        return refused ? Outcome.AUTH_REJECTED : Outcome.closedByServer(code);
    }
}
