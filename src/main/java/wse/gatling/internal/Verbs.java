package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;
import wse.engine.CloseCode;

/** The verbs of the extension as Gatling's action builders: what the public DSL is a thin coat of. */
public final class Verbs {

    private Verbs() {}

    /** One request from the TCP connect to readiness. */
    public static ActionBuilder connect(Names names) {
        return new VerbBuilder(names, ConnectVerb::new);
    }

    /** One request from an application ping to its pong. */
    public static ActionBuilder ping(Names names) {
        return new VerbBuilder(names, PingVerb::new);
    }

    /** A request only if the send fails. */
    public static ActionBuilder send(Names names, Payload payload) {
        return new VerbBuilder(names, () -> new SendVerb(payload));
    }

    /**
     * One request from the send, or from now, to a message that matches.
     *
     * @param payload null to send nothing
     */
    public static ActionBuilder await(
            Names names, Payload payload, Duration timeout, List<CheckBuilder> matching, List<CheckBuilder> checks) {
        return new VerbBuilder(names, () -> new AwaitVerb(payload, timeout, Checks.of(matching), Checks.of(checks)));
    }

    /** Closes with the code for a normal closure. */
    public static ActionBuilder close(Names names) {
        return close(names, CloseCode.NORMAL);
    }

    /** @throws IllegalArgumentException if an endpoint may not send the code in a close frame */
    public static ActionBuilder close(Names names, int code) {
        CloseVerb verb = new CloseVerb(code);
        return new VerbBuilder(names, () -> verb);
    }

    /** @param runner carries out the plan; see {@link RunPlan} */
    public static ActionBuilder run(Names names, RunPlan.Runner runner) {
        return new RunPlan(names.request(), runner);
    }
}
