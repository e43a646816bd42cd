package wse.gatling.internal;

import io.netty.util.concurrent.Future;
import wse.dialect.Meaning;
import wse.measure.Outcome;

/** Connects, upgrades, and waits for the dialect's ready message. */
final class ConnectVerb implements Verb {

    @Override
    public void run(Call call) {
        UserConnection old = call.connection();
        if (old != null && old.end() == null) {
            call.crash(
                    "a connection of this name must not be open already; close it first, or give the new one another name");
            return;
        }
        Connecting connecting = new Connecting(call);
        UserConnection connection = call.wse().connect(call.session().eventLoop(), connecting);
        connecting.connection = connection;
        call.keep(connection);
    }

    /** The time from the TCP connect to readiness. */
    private static final class Connecting implements Exchange {

        private final Call call;
        private UserConnection connection;
        private Future<?> timer;

        Connecting(Call call) {
            this.call = call;
        }

        @Override
        public void onConnected() {
            timer = call.schedule(
                    () -> fail(Outcome.READY_TIMEOUT), call.wse().timeouts().ready());
        }

        @Override
        public void onOpen(Meaning meaning) {
            if (meaning.kind() == Meaning.Kind.READY) {
                ready(System.currentTimeMillis());
            }
        }

        @Override
        public Reaction onMessage(ReceivedMessage message) {
            if (message.kind() == Meaning.Kind.READY) {
                ready(message.receivedMillis());
            } else if (message.kind() == Meaning.Kind.REFUSED) {
                fail(Outcome.AUTH_REJECTED);
            }
            return Reaction.DONE_WITH;
        }

        private void ready(long nowMillis) {
            timer.cancel(false);
            connection.finish();
            call.ok(nowMillis);
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
            if (timer != null) {
                timer.cancel(false);
            }
            call.forgetConnection();
            call.ko(connection.message(outcome));
        }
    }
}
