package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.config.Direction;
import wse.measure.FloodAccount;
import wse.measure.Messages;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;

/**
 * Runs a throughput test: opens all connections, sends messages as fast as the sockets accept them, has the server confirm
 * that it has read them, lets the watcher inspect the server, and closes all connections. May be called from any thread.
 */
final class FloodLoad {

    private final Stage stage;
    private final FloodPlan plan;
    private final TierAccount account;
    private final Fleet fleet;
    private final FleetFlood flood;
    /** The pings that confirm the flood; none before it has begun, and none for echoes, which confirm themselves. */
    private volatile FleetPings pings = FleetPings.NONE;

    FloodLoad(Stage stage, FloodPlan plan) {
        this.stage = stage.withTarget(
                stage.target().withTextCheck(plan.flow().decoding().checksText()));
        this.plan = plan;
        this.account = new TierAccount(this.stage);
        this.fleet = Fleet.of(this.stage, account, plan.ramp());
        this.flood = new FleetFlood(fleet);
    }

    CompletableFuture<Sampled<TierMeasurement>> run() {
        return fleet.up()
                .thenCompose(nothing -> flood.start(plan, floods()))
                .thenCompose(nothing -> fleet.down())
                .thenApply(nothing -> result());
    }

    private FleetFlood.Factory floods() {
        if (plan.flow().direction() == Direction.ECHO) {
            return (loop, links, setup) -> new EchoFlood(links, setup, account.echoes());
        }
        FleetPings confirming = confirmingPings();
        pings = confirming;
        return plan.flow().direction() == Direction.OUT
                ? (loop, links, setup) -> new OutFlood(links, setup, confirming.pinger(loop))
                : (loop, links, setup) -> new InFlood(links, setup, confirming.pinger(loop));
    }

    private FleetPings confirmingPings() {
        return byFrames()
                ? FleetPings.byFrames(fleet, account, plan.drainTimeout())
                : FleetPings.closed(fleet, account, plan.drainTimeout());
    }

    /** Whether ping frames confirm the flood. Servers do not count them as messages. */
    private boolean byFrames() {
        return stage.target().dialect().confirmsFloodsByFrame();
    }

    /** The flood's figures while it is running, or before it has begun. */
    CompletableFuture<FloodAccount> soFar() {
        return flood.soFar()
                .thenCombine(pings.messagesSoFar(), (so, messages) -> plus(so, messages.sent()))
                .thenCombine(fleet.hellosSoFar(), FloodLoad::plusHellos);
    }

    private Sampled<TierMeasurement> result() {
        PingFigures confirming = pings.figures();
        RampFigures ramp = fleet.figures();
        FloodAccount flooded =
                plusHellos(plus(flood.account(), confirming.messages().sent()), ramp.hellos());
        return account.sum(ramp, confirming.plus(flood.confirmations()), flooded);
    }

    /** Adds the pings, if the server counts them as messages. */
    private FloodAccount plus(FloodAccount given, long pingsSent) {
        return plus(given, new Messages(0, 0, 0, 0, byFrames() ? 0 : pingsSent));
    }

    private static FloodAccount plusHellos(FloodAccount given, long hellos) {
        return plus(given, new Messages(0, 0, 0, hellos));
    }

    private static FloodAccount plus(FloodAccount given, Messages others) {
        return new FloodAccount(given.messages().plus(others), given.untilConfirmed(), given.use());
    }
}
