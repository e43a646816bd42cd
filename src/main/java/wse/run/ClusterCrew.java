package wse.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import wse.cluster.Briefing;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterResult;
import wse.cluster.Gate;

/** Carries out tiers with the members of a cluster: workers that it ends, or agents. Looks at the server itself. */
final class ClusterCrew implements Crew {

    private final ClusterCoordinator coordinator;
    private final Workers workers;
    private final Briefing briefing;
    private final Target target;
    private final ScheduledExecutorService watchThread;
    private final IntervalLog intervals;

    /** @param workers null where the members are agents */
    ClusterCrew(
            ClusterCoordinator coordinator,
            Workers workers,
            Briefing briefing,
            Target target,
            ScheduledExecutorService watchThread,
            IntervalLog intervals) {
        this.coordinator = coordinator;
        this.workers = workers;
        this.briefing = briefing;
        this.target = target;
        this.watchThread = watchThread;
        this.intervals = intervals;
    }

    @Override
    public CompletableFuture<Carried> carryOut(Tier tier, Consumer<String> progress) {
        long startMillis = System.currentTimeMillis();
        return CompletableFuture.supplyAsync(
                        () -> {
                            progress.accept(ProgressLine.begin(tier));
                            return ServerSide.begin(tier, target);
                        },
                        watchThread)
                .thenCompose(server -> coordinator
                        .run(tier.plan(), briefing, gate(tier, server, progress))
                        .thenApplyAsync(result -> carried(tier, server, result, startMillis), watchThread));
    }

    private Gate gate(Tier tier, ServerSide server, Consumer<String> progress) {
        return point -> switch (point) {
            case ShareCarrier.UP -> {
                progress.accept(ProgressLine.up(tier));
                yield CompletableFuture.completedFuture(null);
            }
            case ShareCarrier.HEIGHT -> CompletableFuture.runAsync(server::height, watchThread);
            default -> CompletableFuture.completedFuture(null);
        };
    }

    private Carried carried(Tier tier, ServerSide server, ClusterResult result, long startMillis) {
        ClientAccount account = ClusterAccount.of(tier.plan(), result);
        log(tier, account, startMillis);
        // Where nobody is left, nobody comes to the height.
        server.height();
        return new Carried(server.result(account), account.run().samples());
    }

    /** Members keep no log: the tier is one interval. */
    private void log(Tier tier, ClientAccount account, long startMillis) {
        long now = System.currentTimeMillis();
        account.run().measured().latencies().forEach((kind, histogram) -> {
            if (histogram.getTotalCount() > 0) {
                Histogram interval = histogram.copy();
                interval.setStartTimeStamp(startMillis);
                interval.setEndTimeStamp(now);
                intervals.of(tier).interval(kind, interval);
            }
        });
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
        }
        coordinator.close();
    }
}
