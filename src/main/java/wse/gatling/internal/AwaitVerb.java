package wse.gatling.internal;

import java.time.Duration;
import java.util.Optional;
import wse.dialect.Meaning;

/**
 * Optionally sends a message, then waits for the next message that matches and checks it. Without conditions, every message
 * matches except the server's keep-alive.
 *
 * @param payload empty to send nothing
 */
record AwaitVerb(Optional<MessageBody> payload, Duration timeout, MessageChecks matching, MessageChecks checks)
        implements Verb {

    @Override
    public void run(Call call) {
        call.withConnection(connection -> payload.ifPresentOrElse(
                message -> message.send(call, connection, () -> await(call, connection)),
                () -> await(call, connection)));
    }

    private void await(Call call, UserConnection connection) {
        Waiting waiting = new Waiting(call, connection, Waiting.REPLY_TIMEOUT, message -> judge(call, message));
        waiting.begin(timeout, payload.isEmpty());
    }

    private Waiting.Answer judge(Call call, ReceivedMessage message) {
        boolean matches = matching.isEmpty()
                ? message.kind() != Meaning.Kind.SERVER_PING
                : matching.match(message, call.session());
        if (!matches) {
            return Waiting.Answer.SKIPPED;
        }
        MessageChecks.Result result = checks.apply(message, call.session());
        call.session(result.session());
        return result.error().map(Waiting.Answer::bad).orElse(Waiting.Answer.OK);
    }
}
