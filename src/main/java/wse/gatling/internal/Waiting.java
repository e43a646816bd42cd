package wse.gatling.internal;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.function.Function;
import wse.measure.Outcome;

/** Waits for one message that answers a call, for a time. Confined to the user's event loop. */
final class Waiting implements Exchange {

    static final String NOT_CONNECTED =
            "a connection of this name must be open; put wse(...).connect() before this step";
    /** No message that an {@code await} waits for came in time. */
    static final Outcome REPLY_TIMEOUT = new Outcome("REPLY_TIMEOUT");

    /**
     * What a message is to the call.
     *
     * @param error why it is a bad answer; null for a good one
     */
    record Answer(boolean isFinal, boolean keep, String error) {

        static final Answer OK = new Answer(true, false, null);
        /** Meant for someone else. */
        static final Answer NOT_YET = new Answer(false, true, null);
        /** Meant for nobody. */
        static final Answer SKIPPED = new Answer(false, false, null);

        static Answer bad(String error) {
            return new Answer(true, false, error);
        }
    }

    private final Call call;
    private final UserConnection connection;
    private final Outcome timeoutOutcome;
    private final Function<Inbound, Answer> judge;
    private Future<?> timer;

    Waiting(Call call, UserConnection connection, Outcome timeoutOutcome, Function<Inbound, Answer> judge) {
        this.call = call;
        this.connection = connection;
        this.timeoutOutcome = timeoutOutcome;
        this.judge = judge;
    }

    /** @param withInbox whether a message that has come already may be the answer */
    void begin(Duration timeout, boolean withInbox) {
        timer = call.schedule(this::expire, timeout);
        if (withInbox) {
            connection.beginWithInbox(this);
        } else {
            connection.begin(this);
        }
    }

    private void expire() {
        if (connection.isUnderWay(this)) {
            connection.finish();
            call.ko(timeoutOutcome);
        }
    }

    @Override
    public Reaction onMessage(Inbound message) {
        Answer answer = judge.apply(message);
        if (answer.isFinal()) {
            timer.cancel(false);
            connection.finish();
            if (answer.error() == null) {
                call.ok(message.receivedMillis());
            } else {
                call.ko(answer.error(), message.receivedMillis());
            }
        }
        return answer.keep() ? Reaction.KEPT_FOR_LATER : Reaction.DONE_WITH;
    }

    @Override
    public void onEnd(Outcome outcome) {
        timer.cancel(false);
        call.ko(outcome);
    }
}
