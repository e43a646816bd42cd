package wse.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import wse.dialect.Dialect;
import wse.measure.FloodAccount;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.plan.FloodPlan;

/** A flood over all connections of a fleet. Any thread. */
final class FleetFlood {

    private final Dialect dialect;
    private final List<LoopLinks> loops;
    private final List<Flood<?>> floods = new CopyOnWriteArrayList<>();

    FleetFlood(Fleet fleet) {
        this.dialect = fleet.target().dialect();
        this.loops = fleet.loops();
    }

    /** Makes the flood of one event loop, by its index in the fleet, on that loop. */
    interface Factory {
        Flood<?> make(int loop, LoopLinks links, FloodSetup setup);
    }

    /** Floods; completes when every connection has its outcome. */
    CompletableFuture<Void> start(FloodPlan plan, Factory factory) {
        FloodSetup setup = FloodSetup.of(plan, dialect);
        List<CompletableFuture<Void>> ended = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            int loop = i;
            LoopLinks links = loops.get(i);
            ended.add(Futures.onLoop(links.loop(), () -> {
                Flood<?> flood = factory.make(loop, links, setup);
                floods.add(flood);
                return flood.start();
            }));
        }
        return Futures.all(ended);
    }

    /** The figures so far; zeros before the flood has begun. */
    CompletableFuture<FloodAccount> soFar() {
        return Futures.sum(
                floods.stream()
                        .map(flood -> CompletableFuture.supplyAsync(flood::account, flood.loop()))
                        .toList(),
                FloodAccount.NONE,
                FloodAccount::plus);
    }

    /** The figures, when the flood is over. */
    FloodAccount account() {
        return floods.stream().map(Flood::account).reduce(FloodAccount.NONE, FloodAccount::plus);
    }

    /** How each connection's confirmation ended, where the flood itself decides it. */
    PingFigures confirmations() {
        OutcomeCounts outcomes = new OutcomeCounts();
        floods.forEach(flood -> outcomes.add(flood.outcomes));
        List<SampleLog> logs = floods.stream().map(flood -> flood.samples).toList();
        return new PingFigures(outcomes, Messages.NONE, logs, 0, Duration.ZERO);
    }
}
