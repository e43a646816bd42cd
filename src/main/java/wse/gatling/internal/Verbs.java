package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import wse.engine.CloseCode;
import wse.measure.RequestFigures.Step;

/** The verbs of the extension as Gatling action builders; the public DSL is a thin layer above them. */
public final class Verbs {

    private Verbs() {}

    /** Logs one request, from the TCP connect to readiness. */
    public static ActionBuilder connect(Names names) {
        return new VerbBuilder(Step.CONNECT, names, ConnectVerb::new);
    }

    /** Logs one request, from an application ping to its pong. */
    public static ActionBuilder ping(Names names) {
        return new VerbBuilder(Step.PING, names, PingVerb::new);
    }

    /** Logs a request only if the send fails. */
    public static ActionBuilder send(Names names, MessageBody payload) {
        return new VerbBuilder(Step.SEND, names, () -> new SendVerb(payload));
    }

    /**
     * Logs one request, from the send, or from the beginning of the wait, to a message that matches.
     *
     * @param payload empty to send nothing
     */
    public static ActionBuilder await(
            Names names,
            Optional<MessageBody> payload,
            Duration timeout,
            List<CheckBuilder> matching,
            List<CheckBuilder> checks) {
        return new VerbBuilder(
                payload.isPresent() ? Step.ASK : Step.AWAIT,
                names,
                () -> new AwaitVerb(payload, timeout, MessageChecks.of(matching), MessageChecks.of(checks)));
    }

    /** Closes with the code for a normal closure. */
    public static ActionBuilder close(Names names) {
        return close(names, CloseCode.NORMAL);
    }

    /** @throws IllegalArgumentException if an endpoint may not send the code in a close frame */
    public static ActionBuilder close(Names names, int code) {
        CloseVerb verb = new CloseVerb(code);
        return new VerbBuilder(Step.CLOSE, names, () -> verb);
    }

    /** @param runner carries out a plan; see {@link RunPlan} */
    public static ActionBuilder run(Names names, RunPlan.Runner runner) {
        return new RunPlan(names.request(), runner);
    }
}
