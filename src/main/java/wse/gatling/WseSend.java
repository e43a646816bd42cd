package wse.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import wse.gatling.internal.BuilderSource;
import wse.gatling.internal.MessageBody;
import wse.gatling.internal.Names;
import wse.gatling.internal.Verbs;

/**
 * A send. By itself it lets the user continue immediately, and the request appears in the report only if it fails. With
 * {@link #await} it becomes one request from the send to the reply. Immutable.
 */
public final class WseSend implements BuilderSource {

    private final Names names;
    private final MessageBody payload;

    WseSend(Names names, MessageBody payload) {
        this.names = names;
        this.payload = payload;
    }

    /** Waits for the next message after the send; fails with {@code REPLY_TIMEOUT} if none arrives in time. */
    public WseAwait await(Duration timeout) {
        return new WseAwait(names, Optional.of(payload), timeout, List.of(), List.of());
    }

    @Override
    public ActionBuilder builder() {
        return Verbs.send(names, payload);
    }
}
