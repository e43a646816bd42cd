package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;

/** The verbs of the extension as Gatling's action builders: what the public DSL is a thin coat of. */
public final class Verbs {

    private Verbs() {}

    public static ActionBuilder connect(Names names) {
        return new VerbBuilder(names, ConnectVerb::new);
    }

    public static ActionBuilder ping(Names names) {
        return new VerbBuilder(names, PingVerb::new);
    }

    public static ActionBuilder send(Names names, Payload payload) {
        return new VerbBuilder(names, () -> new SendVerb(payload));
    }

    /** @param payload null to send nothing */
    public static ActionBuilder await(
            Names names, Payload payload, Duration timeout, List<CheckBuilder> matching, List<CheckBuilder> checks) {
        return new VerbBuilder(names, () -> new AwaitVerb(payload, timeout, Checks.of(matching), Checks.of(checks)));
    }

    public static ActionBuilder close(Names names, int code) {
        return new VerbBuilder(names, () -> new CloseVerb(code));
    }

    /** @param runner carries out the plan; see {@link RunPlan} */
    public static ActionBuilder run(Names names, RunPlan.Runner runner) {
        return new RunPlan(names.request(), runner);
    }
}
