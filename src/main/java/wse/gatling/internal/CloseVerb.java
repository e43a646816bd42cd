package wse.gatling.internal;

import wse.engine.CloseCode;
import wse.measure.Outcome;
import wse.measure.SteadyClock;

/** Closes a connection with the closing handshake and waits for its end, for which the engine sets a time limit. */
record CloseVerb(int code) implements Verb {

    CloseVerb {
        CloseCode.require(code);
    }

    @Override
    public void run(Call call) {
        call.withConnection(connection -> {
            connection.close(code);
            connection.begin(new Closing(call, connection));
        });
    }

    /** The time from the close to the end of the connection. */
    private record Closing(Call call, UserConnection connection) implements Exchange {

        @Override
        public Reaction onMessage(ReceivedMessage message) {
            return Reaction.DONE_WITH;
        }

        /**
         * The engine reports the first cause. ABORTED means that we closed the connection; with any other cause, the
         * connection had ended before that.
         */
        @Override
        public void onEnd(Outcome outcome) {
            call.forgetConnection();
            if (outcome.equals(Outcome.ABORTED)) {
                call.end(Ending.ok(SteadyClock.ofProcess().millis(), connection.endNanos() - connection.sentNanos()));
            } else {
                call.end(Ending.failed(outcome));
            }
        }
    }
}
