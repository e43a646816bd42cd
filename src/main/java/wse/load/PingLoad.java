package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.plan.PingPlan;

/** Ping latency: all up, then pings in the closed form or on the open schedule, a look at the server, all down. */
final class PingLoad {

    private PingLoad() {}

    static CompletableFuture<TierRun> run(Stage stage, PingPlan plan) {
        Fleet fleet = new Fleet(stage, plan.ramp(), false);
        return fleet.upKeptAlive(plan.pongTimeout())
                .thenCompose(nothing -> fleet.equip(plan.pongTimeout(), plan.isOpen()))
                .thenCompose(nothing -> fleet.ping("ping", fleet.phaseStartNanos(), links -> driver(links, plan)))
                .thenCompose(answered -> fleet.down())
                .thenApply(nothing -> fleet.result(null));
    }

    private static PingDriver driver(LoopLinks links, PingPlan plan) {
        return plan.isOpen()
                ? new OpenPings(links, plan.pings(), plan::schedule)
                : new ClosedPings(links, plan.pings());
    }
}
