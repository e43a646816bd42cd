package wse.gatling.internal;

/**
 * Sends a message without waiting for an answer. There is no response time, so a send appears in the report only if it
 * fails; Gatling's own DSL logs 0 ms for each, which makes percentiles meaningless.
 */
record SendVerb(MessageBody payload) implements Verb {

    @Override
    public void run(Call call) {
        call.withConnection(connection -> connection
                .end()
                .ifPresentOrElse(
                        outcome -> call.end(Ending.failed(outcome)), () -> payload.send(call, connection, call::sent)));
    }
}
