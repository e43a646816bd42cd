package wse.gatling.internal;

import wse.engine.Disconnect;
import wse.measure.Outcome;

/** From the engine's reasons to the report's rows. */
final class EngineOutcomes {

    private EngineOutcomes() {}

    static Outcome of(Disconnect why) {
        return switch (why.kind()) {
            case REFUSED -> Outcome.CONNECT_REFUSED;
            case CONNECT_TIMEOUT -> Outcome.CONNECT_TIMEOUT;
            case UNREACHABLE -> Outcome.UNREACHABLE;
            case NO_LOCAL_PORT -> Outcome.NO_LOCAL_PORT;
            case NO_DESCRIPTOR -> Outcome.NO_DESCRIPTOR;
            case REJECTED -> Outcome.handshakeRejected(why.code());
            case CLOSED_BY_PEER -> why.code() == 4401 ? Outcome.AUTH_REJECTED : Outcome.closedByServer(why.code());
            case RESET -> Outcome.RESET;
            case PROTOCOL_ERROR -> Outcome.PROTOCOL_ERROR;
            default -> Outcome.ABORTED;
        };
    }
}
