package wse.run;

import java.util.Optional;
import wse.run.watch.CutShort;
import wse.run.watch.TierWatch;

/** The tier that Gatling's own engine is carrying out, if there is one, and the watch over it. Thread-safe. */
final class LentTier {

    private volatile Optional<TierWatch> underWay = Optional.empty();

    void begin(TierWatch watch) {
        underWay = Optional.of(watch);
    }

    void end() {
        underWay = Optional.empty();
    }

    /** Begins to end the tier with what it has measured so far. */
    Optional<CutShort> cutShort() {
        return underWay.flatMap(TierWatch::cutShort);
    }
}
