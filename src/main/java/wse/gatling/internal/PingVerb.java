package wse.gatling.internal;

import java.nio.charset.StandardCharsets;
import wse.dialect.Dialect;
import wse.measure.Outcome;

/** Sends an application ping and awaits the pong that answers it. */
final class PingVerb implements Verb {

    @Override
    public void run(Call call) {
        UserConnection connection = call.connection();
        if (connection == null) {
            call.crash(Waiting.NOT_CONNECTED);
            return;
        }
        long id = connection.nextPingId();
        Waiting pong = new Waiting(call, connection, Outcome.PONG_TIMEOUT, message -> answer(message, id));
        connection.send(Texts.ping(call.wse().dialect(), id).getBytes(StandardCharsets.UTF_8), true);
        pong.begin(call.wse().timeouts().pong(), false);
    }

    private static Waiting.Answer answer(Inbound message, long id) {
        return message.kind() == Dialect.Inbound.PONG && message.pongId() == id
                ? Waiting.Answer.OK
                : Waiting.Answer.NOT_YET;
    }
}
