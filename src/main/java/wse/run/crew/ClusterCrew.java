package wse.run.crew;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.HdrHistogram.Histogram;
import wse.cluster.Briefings;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterResult;
import wse.cluster.Rendezvous;
import wse.measure.Sampled;
import wse.measure.SteadyClock;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.run.progress.LiveView;
import wse.run.progress.Narrator;
import wse.run.progress.ProgressLine;
import wse.run.target.CurrentTarget;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;
import wse.run.watch.IntervalLog;
import wse.run.watch.ServerSide;
import wse.text.Units;

/**
 * Carries out tiers with the members of a cluster: agents, or worker processes, which it ends. It watches the server itself.
 */
final class ClusterCrew implements Crew {

    /**
     * Time for members to stop and report their results: for the first one, and for each additional one, which may compete
     * for the same cores.
     */
    private static final Duration TELL_WITHIN = Duration.ofSeconds(5);

    private static final Duration TELL_WITHIN_EACH = Duration.ofMillis(500);

    private final List<String> members;
    private final ClusterCoordinator coordinator;
    private final Runnable endProcesses;
    private final Briefings briefings;
    private final CurrentTarget target;
    private final ScheduledExecutorService watchThread;
    private final IntervalLog intervals;

    private volatile Optional<UnderWay> underWay = Optional.empty();

    private volatile boolean ending;

    private record UnderWay(Tier tier, CompletableFuture<Sampled<TierResult>> carried) {}

    /**
     * @param members names of the members
     * @param endProcesses ends the processes that were started for the run; does nothing for agents
     */
    ClusterCrew(
            List<String> members,
            ClusterCoordinator coordinator,
            Runnable endProcesses,
            Briefings briefings,
            CurrentTarget target,
            ScheduledExecutorService watchThread,
            IntervalLog intervals) {
        this.members = List.copyOf(members);
        this.coordinator = coordinator;
        this.endProcesses = endProcesses;
        this.briefings = briefings;
        this.target = target;
        this.watchThread = watchThread;
        this.intervals = intervals;
    }

    @Override
    public CompletableFuture<Sampled<TierResult>> carryOut(Tier tier, Narrator narrator) {
        long startMillis = SteadyClock.ofProcess().millis();
        LiveView view = LiveView.begin(tier, narrator, coordinator::live, watchThread);
        CompletableFuture<Sampled<TierResult>> carried = CompletableFuture.supplyAsync(
                        () -> {
                            narrator.phase(ProgressLine.begin(tier));
                            return ServerSide.begin(tier, target.now());
                        },
                        watchThread)
                .thenCompose(server -> coordinator
                        .run(tier.plan(), briefings, gate(tier, server, view, narrator))
                        .thenApplyAsync(result -> carried(tier, server, result, startMillis), watchThread))
                .whenComplete((done, failure) -> {
                    view.end();
                    underWay = Optional.empty();
                });
        underWay = carried.isDone() ? Optional.empty() : Optional.of(new UnderWay(tier, carried));
        return carried;
    }

    private Rendezvous gate(Tier tier, ServerSide server, LiveView view, Narrator narrator) {
        return point -> switch (point) {
            case ShareCarrier.UP -> {
                narrator.phase(ProgressLine.up(tier));
                view.up();
                server.upOfMembers();
                yield CompletableFuture.completedFuture(null);
            }
            case ShareCarrier.HEIGHT ->
                CompletableFuture.runAsync(server::height, watchThread).thenRun(view::height);
            // All members are ready to begin.
            default -> CompletableFuture.runAsync(() -> server.beginSeries(watchThread), watchThread);
        };
    }

    private Sampled<TierResult> carried(Tier tier, ServerSide server, ClusterResult result, long startMillis) {
        log(tier, result.measured(), startMillis);
        // If no member is left, none of them announces that all connections are open.
        server.height();
        return ClusterAccount.of(tier.plan(), members, result, startMillis)
                .map(ending ? server::resultSoFar : server::result);
    }

    /** Members do not keep an interval log, so the tier is a single interval. */
    private void log(Tier tier, TierMeasurement measured, long startMillis) {
        long now = SteadyClock.ofProcess().millis();
        measured.latencies().forEach((kind, histogram) -> {
            if (histogram.getTotalCount() > 0) {
                Histogram interval = histogram.copy();
                interval.setStartTimeStamp(startMillis);
                interval.setEndTimeStamp(now);
                intervals.of(tier).interval(kind, interval);
            }
        });
    }

    @Override
    public CompletableFuture<Optional<String>> awaited() {
        return coordinator
                .awaited()
                .thenApply(names -> names.isEmpty()
                        ? underWay.map(now -> "the readings of the server")
                        : Optional.of(String.join(", ", names)));
    }

    /** Members report what they have when they are told to stop; the result names those that do not report in time. */
    @Override
    public Optional<CutShort> cutShort(String reason) {
        return underWay.filter(now -> !now.tier().warmUp()).map(now -> cutShort(now, reason));
    }

    private static Duration tellWithin(int members) {
        return TELL_WITHIN.plus(TELL_WITHIN_EACH.multipliedBy(members));
    }

    /** The longest time that it takes to end a tier early. */
    static Duration longestCutShort(int members) {
        return tellWithin(members).plus(ServerSide.LONGEST_END);
    }

    private CutShort cutShort(UnderWay now, String reason) {
        Duration within = tellWithin(members.size());
        Duration withServer = longestCutShort(members.size());
        System.err.println("[wse] ending: collecting the measurements of "
                + now.tier().name() + " so far from " + Units.counted(members.size(), "process", "processes")
                + " and the server, which takes at most " + withServer.toSeconds() + " s");
        ending = true;
        coordinator.stop(reason, within);
        return new CutShort(now.tier(), now.carried().thenApply(Sampled::figures), withServer);
    }

    @Override
    public void close() {
        coordinator.over();
        endProcesses.run();
        coordinator.close();
    }
}
