package wse.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
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
    public CompletableFuture<Carried> carryOut(Tier tier, Narrator narrator) {
        long startMillis = System.currentTimeMillis();
        LiveView view = LiveView.begin(tier, narrator, coordinator::live, watchThread);
        return CompletableFuture.supplyAsync(
                        () -> {
                            narrator.say(ProgressLine.begin(tier));
                            return ServerSide.begin(tier, target);
                        },
                        watchThread)
                .thenCompose(server -> coordinator
                        .run(tier.plan(), briefing, gate(tier, server, view, narrator))
                        .thenApplyAsync(result -> carried(tier, server, result, startMillis), watchThread))
                .whenComplete((carried, failure) -> view.end());
    }

    private Gate gate(Tier tier, ServerSide server, LiveView view, Narrator narrator) {
        return point -> switch (point) {
            case ShareCarrier.UP -> {
                narrator.say(ProgressLine.up(tier));
                view.up();
                yield CompletableFuture.completedFuture(null);
            }
            case ShareCarrier.HEIGHT ->
                CompletableFuture.runAsync(server::height, watchThread).thenRun(view::height);
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
        coordinator.over();
        if (workers != null) {
            workers.close();
        }
        coordinator.close();
    }
}
