package wse.gatling.internal;

import java.time.Duration;
import wse.dialect.Meaning;

/**
 * Optionally sends a message, then waits for the next message that matches and checks it. Without conditions, every message
 * matches except the server's keep-alive.
 *
 * @param payload null to send nothing
 */
record AwaitVerb(MessageBody payload, Duration timeout, MessageChecks matching, MessageChecks checks) implements Verb {

    @Override
    public void run(Call call) {
        UserConnection connection = call.connection();
        if (connection == null) {
            call.crash(Waiting.NOT_CONNECTED);
        } else if (payload == null) {
            await(call, connection);
        } else {
            Validations.either(
                    payload.resolve(call.session()),
                    bytes -> {
                        connection.send(bytes, payload.isText());
                        await(call, connection);
                    },
                    call::crash);
        }
    }

    private void await(Call call, UserConnection connection) {
        Waiting waiting = new Waiting(call, connection, Waiting.REPLY_TIMEOUT, message -> judge(call, message));
        waiting.begin(timeout, payload == null);
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
        return result.error() == null ? Waiting.Answer.OK : Waiting.Answer.bad(result.error());
    }
}
