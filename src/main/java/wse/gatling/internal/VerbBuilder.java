package wse.gatling.internal;

import io.gatling.commons.validation.Validation;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.internal.Expressions;
import java.util.function.Supplier;
import scala.Function1;
import wse.measure.RequestFigures.Step;

/**
 * Builds a Gatling action from a verb and its names.
 *
 * @param step what the verb does, as the results call it
 * @param verb created when the action is built, because Gatling's checks need the configuration, which exists only then
 */
public record VerbBuilder(Step step, Names names, Supplier<Verb> verb)
        implements io.gatling.javaapi.core.ActionBuilder {

    @Override
    public ActionBuilder asScala() {
        return this::build;
    }

    private Action build(ScenarioContext context, Action next) {
        CoreComponents core = context.coreComponents();
        WseComponents wse = context.protocolComponentsRegistry().components(WseProtocol.KEY);
        Function1<Session, Validation<String>> requestName = Expressions.toStringExpression(names.request());
        Verb built = verb.get();
        return new UserAction("wse " + names.request(), core, next, (session, to) -> {
            Validations.either(
                    requestName.apply(session),
                    name -> run(built, new Call(core, wse, step, names, name, session, to)),
                    error -> new Call(core, wse, step, names, names.request(), session, to).crash(error));
        });
    }

    /** Gatling would only log an exception, and count nothing. */
    private static void run(Verb verb, Call call) {
        try {
            verb.run(call);
        } catch (RuntimeException e) {
            call.crash(e);
        }
    }
}
