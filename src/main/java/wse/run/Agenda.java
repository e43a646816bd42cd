package wse.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import wse.run.limit.Limit;
import wse.run.tiers.Tier;

/**
 * What a run is to carry out.
 *
 * @param tiers in order: the warm-up, then the measured ones; for a search, only the warm-up
 * @param limit the search of a connection-limit test; empty in other tests
 */
record Agenda(List<Tier> tiers, Optional<Limit> limit) {

    Agenda {
        tiers = List.copyOf(tiers);
    }

    /** Number of measured tiers; empty for a search, whose number of steps depends on their results. */
    OptionalInt planned() {
        return limit.isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(
                        (int) tiers.stream().filter(tier -> !tier.warmUp()).count());
    }
}
