package wse.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import wse.dialect.Dialect;
import wse.measure.FloodAccount;
import wse.measure.LiveOutcomes;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;
import wse.plan.FloodPlan;

/** A flood over all connections of a fleet. May be called from any thread. */
final class FleetFlood {

    private final Dialect dialect;
    private final LiveOutcomes live;
    private final List<LoopLinks> loops;
    private final boolean offersCompression;
    private final List<Flood<?>> floods = new CopyOnWriteArrayList<>();

    FleetFlood(Fleet fleet) {
        this.dialect = fleet.target().dialect();
        this.live = fleet.live();
        this.loops = fleet.loops();
        this.offersCompression = fleet.target().endpoint().offersCompression();
    }

    /** Creates the flood of one event loop, given the loop's index in the fleet. Called on that loop. */
    interface Factory {
        Flood<?> make(int loop, LoopLinks links, FloodSetup setup);
    }

    /** Runs the flood. Completes when it is over on every connection. */
    CompletableFuture<Void> start(FloodPlan plan, Factory factory) {
        return window().thenCompose(window -> start(FloodSetup.of(plan, dialect, live, window), factory));
    }

    /** Completes at once if no compression was offered. */
    private CompletableFuture<CommonWindow> window() {
        return offersCompression
                ? Futures.sum(
                                loops.stream()
                                        .map(links -> CompletableFuture.supplyAsync(links::window, links.loop()))
                                        .toList(),
                                CommonWindow.ANY,
                                CommonWindow::and)
                        // Compressing the messages may take longer than an event loop should be kept busy.
                        .thenApplyAsync(Function.identity())
                : CompletableFuture.completedFuture(CommonWindow.NONE);
    }

    private CompletableFuture<Void> start(FloodSetup setup, Factory factory) {
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

    /** The figures so far; all zero before the flood has begun. */
    CompletableFuture<FloodAccount> soFar() {
        return Futures.sum(
                floods.stream()
                        .map(flood -> CompletableFuture.supplyAsync(flood::account, flood.loop()))
                        .toList(),
                FloodAccount.NONE,
                FloodAccount::plus);
    }

    /** The final figures. Call this only when the flood is over. */
    FloodAccount account() {
        return floods.stream().map(Flood::account).reduce(FloodAccount.NONE, FloodAccount::plus);
    }

    /** The outcome of each connection's confirmation, if the flood itself determines it. */
    PingFigures confirmations() {
        OutcomeCounts outcomes = new OutcomeCounts();
        floods.forEach(flood -> outcomes.add(flood.outcomes));
        List<SampleLog> logs = floods.stream().map(flood -> flood.samples).toList();
        return new PingFigures(outcomes, Messages.NONE, logs, StrayPongs.NONE, Duration.ZERO);
    }
}
