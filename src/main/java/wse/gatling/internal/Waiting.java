package wse.gatling.internal;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import wse.measure.Outcome;

/** Waits for the message that answers a call, up to a time-out. Confined to the user's event loop. */
final class Waiting implements Exchange {

    /** The message that an {@code await} waits for did not arrive in time. */
    static final Outcome REPLY_TIMEOUT = new Outcome("REPLY_TIMEOUT");

    /**
     * What a message means to the call.
     *
     * @param isFinal whether it completes the call
     * @param keep whether a later request may still want it
     * @param error why the check of the answer failed; empty if it succeeded
     */
    record Answer(boolean isFinal, boolean keep, Optional<String> error) {

        static final Answer OK = new Answer(true, false, Optional.empty());
        /** Not this call's answer, but perhaps a later one's. */
        static final Answer NOT_YET = new Answer(false, true, Optional.empty());
        /** Nobody's answer. */
        static final Answer SKIPPED = new Answer(false, false, Optional.empty());

        static Answer bad(String error) {
            return new Answer(true, false, Optional.of(error));
        }
    }

    private final Call call;
    private final UserConnection connection;
    private final Outcome timeoutOutcome;
    private final Function<ReceivedMessage, Answer> judge;
    private Future<?> timer = Call.NO_TIMER;
    private Duration timeout = Duration.ZERO;
    /** Whether the call only waits, so that its time begins with it and not with the send. */
    private boolean alone;

    private boolean sent;

    Waiting(Call call, UserConnection connection, Outcome timeoutOutcome, Function<ReceivedMessage, Answer> judge) {
        this.call = call;
        this.connection = connection;
        this.timeoutOutcome = timeoutOutcome;
        this.judge = judge;
    }

    /**
     * @param longest how long to wait
     * @param withInbox whether a message that has already arrived may be the answer, because nothing has been sent
     */
    void begin(Duration longest, boolean withInbox) {
        timeout = longest;
        alone = withInbox;
        sent = connection.isOpen();
        timer = call.schedule(this::expire, longest);
        if (withInbox) {
            connection.beginWithInbox(this);
        } else {
            connection.begin(this);
        }
    }

    private void expire() {
        if (connection.isUnderWay(this)) {
            connection.finish();
            call.end(Ending.failed(timeoutOutcome).after(timeout));
        }
    }

    @Override
    public Reaction onMessage(ReceivedMessage message) {
        Answer answer = judge.apply(message);
        if (answer.isFinal()) {
            timer.cancel(false);
            connection.finish();
            call.end(ending(answer, message));
        }
        return answer.keep() ? Reaction.KEPT_FOR_LATER : Reaction.DONE_WITH;
    }

    private Ending ending(Answer answer, ReceivedMessage message) {
        long service = message.receivedNanos() - (alone ? call.startNanos() : connection.sentNanos());
        return answer.error()
                .map(error -> Ending.badAnswer(error, message.receivedMillis(), service))
                .orElseGet(() -> Ending.ok(message.receivedMillis(), service));
    }

    @Override
    public void onEnd(Outcome outcome) {
        timer.cancel(false);
        Ending ended = Ending.failed(outcome, connection.detail(outcome), outcome.name());
        call.end(sent ? ended.after(timeout) : ended);
    }
}
