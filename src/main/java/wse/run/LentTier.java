package wse.run;

import java.util.Optional;
import java.util.function.Function;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;
import wse.run.watch.TierWatch;

/** Watches the tier that Gatling's own engine is running, if there is one. Thread-safe. */
final class LentTier {

    private final Function<Tier, TierWatch> watches;
    private volatile Optional<TierWatch> underWay = Optional.empty();

    /** @param watches makes the watch over a tier */
    LentTier(Function<Tier, TierWatch> watches) {
        this.watches = watches;
    }

    /** A watch over a tier that has not begun yet. */
    TierWatch watch(Tier tier) {
        return watches.apply(tier);
    }

    /** @param watch has begun to watch the tier */
    void begin(TierWatch watch) {
        underWay = Optional.of(watch);
    }

    void end() {
        underWay = Optional.empty();
    }

    /** Begins to end the tier, with its measurements so far. */
    Optional<CutShort> cutShort() {
        return underWay.flatMap(TierWatch::cutShort);
    }
}
