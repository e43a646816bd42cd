package wse.gatling.internal;

import wse.dialect.Meaning;
import wse.dialect.PingForm;
import wse.measure.Outcome;

/** Sends an application ping and waits for its pong. */
final class PingVerb implements Verb {

    @Override
    public void run(Call call) {
        call.withConnection(connection -> ping(call, connection));
    }

    private static void ping(Call call, UserConnection connection) {
        if (call.wse().dialect().pingForm() == PingForm.FRAME) {
            call.crash("the dialect must have a ping of its own for this step; use sendText(...).await(...) instead");
            return;
        }
        long id = connection.nextPingId();
        Waiting pong = new Waiting(call, connection, Outcome.PONG_TIMEOUT, message -> answer(message, id));
        connection.sendPing(id);
        pong.begin(call.wse().pongTimeout(), false);
    }

    private static Waiting.Answer answer(ReceivedMessage message, long id) {
        return message.kind() == Meaning.Kind.PONG && message.pongId() == id
                ? Waiting.Answer.OK
                : Waiting.Answer.NOT_YET;
    }
}
