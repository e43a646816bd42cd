package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.FloodAccount;
import wse.measure.Messages;
import wse.plan.Direction;
import wse.plan.FloodPlan;

/**
 * Throughput: all up, messages as fast as they are taken, the proof that they were read, a look at the server, all down. Any
 * thread.
 */
final class FloodLoad {

    private final Stage stage;
    private final FloodPlan plan;
    private final Fleet fleet;

    FloodLoad(Stage stage, FloodPlan plan) {
        this.stage = stage;
        this.plan = plan;
        this.fleet = new Fleet(stage, plan.ramp(), false);
    }

    CompletableFuture<TierRun> run() {
        return fleet.up()
                .thenCompose(nothing -> equip())
                .thenCompose(nothing -> fleet.flood(plan))
                .thenCompose(nothing -> fleet.down())
                .thenApply(nothing -> result());
    }

    /** Echoes confirm themselves. A server of no known dialect has to know ping frames, for it is a WebSocket server. */
    private CompletableFuture<Void> equip() {
        if (plan.flow().direction() == Direction.ECHO) {
            return CompletableFuture.completedFuture(null);
        }
        return fleet.equip(plan.drainTimeout(), false, byFrame());
    }

    /** Ping frames are no messages, and no server counts them as such. */
    private boolean byFrame() {
        return stage.target().dialect().readyOnUpgrade();
    }

    /** What the flood has given, while it goes on or before it has begun. */
    CompletableFuture<FloodAccount> soFar() {
        return fleet.floodSoFar().thenCombine(fleet.messagesSoFar(), this::with);
    }

    private TierRun result() {
        TierRun run = fleet.result(null);
        FloodAccount account =
                fleet.floods().stream().map(Flood::account).reduce(FloodAccount.NONE, FloodAccount::plus);
        return new TierRun(
                run.measured().withFlood(with(account, run.measured().messages())),
                run.slip(),
                run.samples(),
                run.samplesLeftOut(),
                run.latePongs());
    }

    private FloodAccount with(FloodAccount account, Messages pings) {
        Messages others = new Messages(0, 0, 0, pings.hellos(), byFrame() ? 0 : pings.sent());
        return new FloodAccount(account.messages().plus(others), account.untilConfirmed(), account.use());
    }
}
