package wse.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;
import wse.run.watch.TierWatch;

/** Watches the tier that Gatling's own engine is running, if there is one. Thread-safe. */
final class LentTier {

    /** @param ended completes at the end of the tier */
    private record UnderWay(TierWatch watch, CompletableFuture<Void> ended) {}

    private final Function<Tier, TierWatch> watches;
    private final Deadlines deadlines;
    private volatile Optional<UnderWay> underWay = Optional.empty();

    /** @param watches makes the watch over a tier */
    LentTier(Function<Tier, TierWatch> watches, Deadlines deadlines) {
        this.watches = watches;
        this.deadlines = deadlines;
    }

    /** A watch over a tier that has not begun yet. */
    TierWatch watch(Tier tier) {
        return watches.apply(tier);
    }

    /** @param watch has begun to watch the tier */
    void begin(Tier tier, TierWatch watch) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        underWay = Optional.of(new UnderWay(watch, ended));
        deadlines.watchInTurn(tier, ended);
    }

    void end() {
        underWay.ifPresent(now -> now.ended().complete(null));
        underWay = Optional.empty();
    }

    /** What the tier is waiting for. */
    Optional<String> awaited() {
        return underWay.map(UnderWay::watch).map(TierWatch::awaited);
    }

    /** Begins to end the tier, with its measurements so far. */
    Optional<CutShort> cutShort(String reason) {
        return underWay.map(UnderWay::watch).flatMap(watch -> watch.cutShort(reason));
    }
}
