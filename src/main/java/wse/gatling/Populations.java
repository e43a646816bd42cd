package wse.gatling;

import io.gatling.javaapi.core.PopulationBuilder;
import java.util.List;
import java.util.function.Function;
import wse.run.Tier;

/** Puts the populations of a simulation's tiers into an order. */
public final class Populations {

    private Populations() {}

    /**
     * One population per tier, each begun when all users of the one before are through.
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
}
