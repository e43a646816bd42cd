package wse.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.TierMeasurement;
import wse.plan.Direction;
import wse.plan.FloodPlan;

/** Throughput: all up, messages as fast as they are taken, the proof that they were read, a look at the server, all down. */
final class FloodLoad {

    private FloodLoad() {}

    static CompletableFuture<TierRun> run(Stage stage, FloodPlan plan) {
        Fleet fleet = new Fleet(stage, plan.ramp(), false);
        return fleet.up()
                .thenCompose(nothing -> equip(fleet, stage, plan))
                .thenCompose(nothing -> fleet.flood(plan))
                .thenCompose(nothing -> fleet.down())
                .thenApply(nothing -> result(fleet, stage));
    }

    /** Echoes confirm themselves. A server of no known dialect has to know ping frames, for it is a WebSocket server. */
    private static CompletableFuture<Void> equip(Fleet fleet, Stage stage, FloodPlan plan) {
        if (plan.flow().direction() == Direction.ECHO) {
            return CompletableFuture.completedFuture(null);
        }
        return fleet.equip(plan.drainTimeout(), false, byFrame(stage));
    }

    /** Ping frames are no messages, and no server counts them as such. */
    private static boolean byFrame(Stage stage) {
        return stage.target().dialect().readyOnUpgrade();
    }

    private static TierRun result(Fleet fleet, Stage stage) {
        TierRun run = fleet.result(null);
        List<Flood> floods = fleet.floods();
        TierMeasurement measured = run.measured();
        long start = floods.get(0).startNanos;
        Duration confirmed = after(start, floods.stream().mapToLong(flood -> flood.lastConfirmedNanos));
        FloodUse use = use(floods, after(start, floods.stream().mapToLong(flood -> flood.lastSendNanos)));
        Messages pings = measured.messages();
        Messages account = floods.stream()
                .map(Flood::messages)
                .reduce(new Messages(0, 0, 0, pings.hellos(), byFrame(stage) ? 0 : pings.sent()), Messages::plus);
        return new TierRun(
                measured.withFlood(account, confirmed, use),
                run.slip(),
                run.samples(),
                run.samplesLeftOut(),
                run.latePongs());
    }

    private static Duration after(long startNanos, LongStream nanos) {
        return Duration.ofNanos(nanos.map(moment -> moment - startNanos).max().orElse(0));
    }

    private static FloodUse use(List<Flood> floods, Duration window) {
        List<FloodLink> links = floods.stream()
                .flatMap(flood -> flood.links.stream())
                .map(link -> link.flood)
                .toList();
        long received = links.stream().mapToLong(link -> link.received).sum();
        return new FloodUse(
                window,
                links.stream().mapToLong(FloodLink::blockedNanos).sum(),
                links.stream().mapToLong(FloodLink::tookNanos).sum(),
                floods.stream().mapToLong(flood -> flood.writes).sum(),
                received,
                floods.isEmpty() ? 0 : received * floods.get(0).message.length(),
                floods.stream().mapToLong(Flood::malformed).sum());
    }
}
