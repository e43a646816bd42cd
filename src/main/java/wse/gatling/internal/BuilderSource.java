package wse.gatling.internal;

import io.gatling.javaapi.core.ActionBuilder;

/** An action builder that does not need to know Gatling's Scala types. */
public interface BuilderSource extends ActionBuilder {

    ActionBuilder builder();

    @Override
    default io.gatling.core.action.builder.ActionBuilder asScala() {
        return builder().asScala();
    }
}
