package wse.gatling.internal;

/**
 * Sends a message without waiting for an answer. There is no response time, so a send appears in the report only if it
 * fails; Gatling's own DSL logs 0 ms for each, which makes percentiles meaningless.
 */
record SendVerb(MessageBody payload) implements Verb {

    @Override
    public void run(Call call) {
        UserConnection connection = call.connection();
        if (connection == null) {
            call.crash(Waiting.NOT_CONNECTED);
        } else if (connection.end() != null) {
            call.ko(connection.end());
        } else {
            Validations.either(
                    payload.resolve(call.session()),
                    bytes -> {
                        connection.send(bytes, payload.isText());
                        call.goOn();
                    },
                    call::crash);
        }
    }
}
