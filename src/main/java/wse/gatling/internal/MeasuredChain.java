package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.function.Function;

/**
 * A chain whose actions log through a decorated stats engine. Gatling's actions take their stats engine from the context
 * they are built with, so a changed context reaches every action of this chain, including nested ones, and no other.
 */
record MeasuredChain(ChainBuilder chain, Function<CoreComponents, StatsEngine> decorator)
        implements io.gatling.javaapi.core.ActionBuilder {

    @Override
    public ActionBuilder asScala() {
        return (context, next) -> chain.wrapped.build(decorated(context), next);
    }

    private ScenarioContext decorated(ScenarioContext context) {
        return new ScenarioContext(
                decorated(context.coreComponents()),
                context.protocolComponentsRegistry(),
                context.pauseType(),
                context.throttled());
    }

    private CoreComponents decorated(CoreComponents core) {
        return new CoreComponents(
                core.actorSystem(),
                core.eventLoopGroup(),
                core.controller(),
                core.throttler(),
                decorator.apply(core),
                core.clock(),
                core.exit(),
                core.configuration());
    }
}
