package wse.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wse.gatling.internal.BuilderSource;
import wse.gatling.internal.MessageBody;
import wse.gatling.internal.Names;
import wse.gatling.internal.Verbs;

/** A wait for a message, with Gatling's checks of that message. Immutable: every method returns a changed copy. */
public final class WseAwait implements BuilderSource {

    private final Names names;
    private final Optional<MessageBody> payload;
    private final Duration timeout;
    private final List<CheckBuilder> matching;
    private final List<CheckBuilder> checks;

    WseAwait(
            Names names,
            Optional<MessageBody> payload,
            Duration timeout,
            List<CheckBuilder> matching,
            List<CheckBuilder> checks) {
        this.names = names;
        this.payload = payload;
        this.timeout = timeout;
        this.matching = matching;
        this.checks = checks;
    }

    /**
     * Waits for a message that satisfies all these conditions and skips all others. Without conditions, the next message
     * ends the wait, unless it is the server's keep-alive.
     */
    public WseAwait matching(CheckBuilder... conditions) {
        return new WseAwait(names, payload, timeout, joined(matching, conditions), checks);
    }

    /**
     * Checks the message: {@code bodyString}, {@code substring}, {@code regex}, {@code jsonPath}, {@code jmesPath},
     * {@code bodyBytes}, {@code bodyLength}. The first check that fails provides the request's error message.
     */
    public WseAwait check(CheckBuilder... more) {
        return new WseAwait(names, payload, timeout, matching, joined(checks, more));
    }

    private static List<CheckBuilder> joined(List<CheckBuilder> some, CheckBuilder... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    @Override
    public ActionBuilder builder() {
        return Verbs.await(names, payload, timeout, matching, checks);
    }
}
