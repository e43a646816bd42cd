package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.run.StressRun;
import wse.run.limit.Limit;
import wse.run.tiers.Tier;

/** Builds the populations of a simulation from the tiers of its run. */
public final class Populations {

    private Populations() {}

    /**
     * One population per tier of a run, then one whose single request is the verdict on the whole run, which
     * {@link #conditions} assert.
     */
    public static PopulationBuilder inSequence(StressRun run, Function<Tier, PopulationBuilder> population) {
        PopulationBuilder verdict =
                scenario(StressRun.VERDICT).exec(verdict(run)).injectOpen(atOnceUsers(1));
        return inSequence(run.tiers(), population).andThen(verdict);
    }

    private static ActionBuilder verdict(StressRun run) {
        return wse(StressRun.VERDICT).run(run::verdict);
    }

    /**
     * What Gatling asserts: the run is complete, no more requests failed than its settings accept, and its thresholds, such
     * as {@code wse.maxP99}, are met.
     *
     * @param own further assertions of the simulation
     */
    public static Assertion[] conditions(StressRun run, Assertion... own) {
        Stream<Assertion> rules = Stream.concat(Stream.of(StressRun.VERDICT), run.config().rules().stream())
                .map(request -> details(request).failedRequests().count().is(0L));
        return Stream.concat(rules, Stream.of(own)).toArray(Assertion[]::new);
    }

    /**
     * One population per tier; each starts when all users of the previous one have ended.
     *
     * @param tiers at least one
     */
    public static PopulationBuilder inSequence(List<Tier> tiers, Function<Tier, PopulationBuilder> population) {
        PopulationBuilder rest = population.apply(tiers.get(tiers.size() - 1));
        for (int i = tiers.size() - 2; i >= 0; i--) {
            rest = population.apply(tiers.get(i)).andThen(rest);
        }
        return rest;
    }

    /**
     * The warm-up, then the run's search for the connection limit, step by step. Gatling's report shows the individual
     * requests, one request for the connection limit, and the verdict on the whole run.
     */
    public static PopulationBuilder search(StressRun run) {
        Limit limit = run.limit();
        PopulationBuilder search = scenario("limit")
                .asLongAs(session -> limit.hasNext())
                .on(wse("step").run(run::carryOutStep))
                .exec(wse(Limit.CONNECTION_LIMIT).run(limit::end), verdict(run))
                .injectOpen(atOnceUsers(1));
        for (Tier tier : run.tiers()) {
            search = byNetty(run, tier).andThen(search);
        }
        return search;
    }

    /** One user that lets the run's Netty engine carry out the tier; Gatling's report shows the individual requests. */
    public static PopulationBuilder byNetty(StressRun run, Tier tier) {
        return scenario(tier.name())
                .exec(wse("tier").run(tier.plan(), plan -> run.carryOut(tier)))
                .injectOpen(atOnceUsers(1));
    }
}
