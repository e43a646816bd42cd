package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.builder.ActionBuilder;
import java.util.function.Function;

/**
 * A step of a scenario that can be passed to {@code exec(...)}.
 *
 * @param name name of the action in Gatling's log
 * @param body creates the action's body when the scenario is built
 */
record UserStep(String name, Function<CoreComponents, UserAction.Body> body)
        implements io.gatling.javaapi.core.ActionBuilder {

    /** A step that needs only the session. */
    UserStep(String name, UserAction.Body body) {
        this(name, core -> body);
    }

    @Override
    public ActionBuilder asScala() {
        return (context, next) -> {
            CoreComponents core = context.coreComponents();
            return new UserAction(name, core, next, body.apply(core));
        };
    }
}
