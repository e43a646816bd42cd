package wse.load;

import java.time.Duration;
import java.util.Optional;
import wse.dialect.Dialect;
import wse.dialect.KeepAliveMessage;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;

/** A protocol with a keep-alive message. An echo server answers it, but the answer has no effect. */
record Restless(Duration interval) implements Dialect {

    private static final OpeningRequest REQUEST = OpeningRequest.of("/");

    @Override
    public String name() {
        return "restless";
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return REQUEST;
    }

    @Override
    public Optional<KeepAliveMessage> keepAlive() {
        return Optional.of(KeepAliveMessage.unanswered(Payload.text("here"), interval));
    }
}
