package wse.gatling.internal;

import io.gatling.core.action.builder.ActionBuilder;

/**
 * A step of a scenario whose action needs nothing of Gatling but the session: usable in {@code exec(...)}.
 *
 * @param name of the action, in Gatling's log
 */
record UserStep(String name, UserAction.Body body) implements io.gatling.javaapi.core.ActionBuilder {

    @Override
    public ActionBuilder asScala() {
        return (context, next) -> new UserAction(name, context.coreComponents(), next, body);
    }
}
