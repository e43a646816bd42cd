package wse.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import java.time.Duration;
import java.util.List;
import wse.gatling.internal.BuilderSource;
import wse.gatling.internal.Names;
import wse.gatling.internal.Payload;
import wse.gatling.internal.Verbs;

/**
 * A send. As it is, the user goes on at once, and the request appears in the report only if it fails; with {@link #await}
 * it is one request from the send to the reply. Immutable.
 */
public final class WseSend implements BuilderSource {

    private final Names names;
    private final Payload payload;

    WseSend(Names names, Payload payload) {
        this.names = names;
        this.payload = payload;
    }

    /** Awaits the next message after the send; {@code REPLY_TIMEOUT} if none comes in time. */
    public WseAwait await(Duration timeout) {
        return new WseAwait(names, payload, timeout, List.of(), List.of());
    }

    @Override
    public ActionBuilder builder() {
        return Verbs.send(names, payload);
    }
}
