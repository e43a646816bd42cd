package wse.gatling.internal;

import io.netty.util.concurrent.Future;
import wse.dialect.Meaning;
import wse.measure.Outcome;
import wse.measure.SteadyClock;

/** Connects, upgrades, and waits for the dialect's ready message. */
final class ConnectVerb implements Verb {

    @Override
    public void run(Call call) {
        if (call.connection().filter(UserConnection::isOpen).isPresent()) {
            call.crash(
                    "a connection of this name must not be open already; close it first, or give the new one another name");
            return;
        }
        UserConnection connection = call.wse().newConnection(call.session().eventLoop());
        call.wse().figures().recorder().connecting();
        call.keep(connection);
        connection.connect(new Connecting(call, connection));
    }

    /** The time from the TCP connect to readiness. */
    private static final class Connecting implements Exchange {

        private final Call call;
        private final UserConnection connection;
        private Future<?> timer = Call.NO_TIMER;

        Connecting(Call call, UserConnection connection) {
            this.call = call;
            this.connection = connection;
        }

        @Override
        public void onConnected() {
            timer = call.schedule(() -> fail(Outcome.READY_TIMEOUT), call.wse().readyTimeout());
        }

        @Override
        public void onOpen(Meaning meaning, long openedNanos) {
            if (meaning.kind() == Meaning.Kind.READY) {
                ready(SteadyClock.ofProcess().millis(), openedNanos);
            }
        }

        @Override
        public Reaction onMessage(ReceivedMessage message) {
            if (message.kind() == Meaning.Kind.READY) {
                ready(message.receivedMillis(), message.receivedNanos());
            } else if (message.kind() == Meaning.Kind.REFUSED) {
                fail(Outcome.AUTH_REJECTED);
            }
            return Reaction.DONE_WITH;
        }

        private void ready(long nowMillis, long nowNanos) {
            timer.cancel(false);
            connection.finish();
            connection.ready();
            call.end(Ending.ok(nowMillis, nowNanos - connection.sentNanos()));
        }

        private void fail(Outcome outcome) {
            if (connection.isUnderWay(this)) {
                connection.finish();
                connection.abort();
                onEnd(outcome);
            }
        }

        @Override
        public void onEnd(Outcome outcome) {
            timer.cancel(false);
            connection.neverReady(outcome);
            call.end(Ending.failed(outcome, connection.detail(outcome), connection.message(outcome)));
        }
    }
}
