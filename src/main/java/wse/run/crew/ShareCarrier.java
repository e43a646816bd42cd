package wse.run.crew;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import wse.cluster.Briefing;
import wse.cluster.ShareWork;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.health.ClientWatch;
import wse.load.LoadTarget;
import wse.load.Stage;
import wse.measure.ClientResult;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LiveLatencies;
import wse.measure.LiveOutcomes;
import wse.measure.Reason;
import wse.measure.Sampled;
import wse.plan.TierPlan;
import wse.run.watch.ClientSide;

/**
 * Carries out the shares of a cluster member with a client in this process, and watches and judges this process in the
 * meantime. The client, and the connections that stay open between the steps of a search, are kept as long as the briefing
 * is the same. Confined to the cluster's thread, except for {@link #close()}, which is called last.
 */
final class ShareCarrier implements ShareWork, AutoCloseable {

    /** The points of a tier at which all members meet; the names are the same in all members. */
    static final String UP = "up";

    static final String HEIGHT = "height";

    private final ScheduledExecutorService watchThread;
    private final int processes;
    private final List<String> ownSources;
    private final Dialects dialects;
    private final int mostLoops;
    /** The client of the latest run; empty before the first share. */
    private Optional<MemberClient> latest = Optional.empty();

    private ShareCarrier(
            ScheduledExecutorService watchThread,
            int processes,
            List<String> ownSources,
            Dialects dialects,
            int mostLoops) {
        this.dialects = dialects;
        this.watchThread = watchThread;
        this.processes = processes;
        this.ownSources = List.copyOf(ownSources);
        this.mostLoops = mostLoops;
    }

    /**
     * For a process on the run's own machine.
     *
     * @param watchThread takes samples and readings; not closed here
     * @param processes number of processes that share this machine's cores in the same tiers
     */
    static ShareCarrier ofWorker(ScheduledExecutorService watchThread, int processes) {
        return new ShareCarrier(watchThread, processes, List.of(), new Dialects(), Integer.MAX_VALUE);
    }

    /**
     * For a process on a machine that the run does not know; it has at most one event loop per core.
     *
     * @param watchThread takes samples and readings; not closed here
     * @param ownSources addresses to connect from instead of the run's addresses; empty to use the run's
     * @param dialects dialects that this process supports
     */
    static ShareCarrier ofAgent(ScheduledExecutorService watchThread, List<String> ownSources, Dialects dialects) {
        return new ShareCarrier(
                watchThread, 1, ownSources, dialects, Runtime.getRuntime().availableProcessors());
    }

    /** A note for the run if it asks for more event loops than this process may have. */
    Optional<String> fewerLoops(MemberBriefing told) {
        return told.eventLoops() <= mostLoops
                ? Optional.empty()
                : Optional.of("it has " + mostLoops + " event loops, one per core of its machine: wse.eventLoops="
                        + told.eventLoops());
    }

    @Override
    public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
        MemberClient client = clientFor(briefing);
        LiveOutcomes live = new LiveOutcomes();
        LiveLatencies latencies = new LiveLatencies((kind, interval) -> {});
        meeting.watch(() -> live.figures().withLatencies(latencies.now()));
        CompletableFuture<ClientSide> watch =
                CompletableFuture.supplyAsync(() -> watch(share, client.target(), live, latencies), watchThread);
        CompletableFuture<Sampled<ClientResult>> whole = watch.thenCompose(side -> client.loads()
                .run(share, stage(client.target(), side, live, meeting))
                .thenApply(run -> run.map(side::result).map(client::withoutSecrets)));
        CompletableFuture<Sampled<ClientResult>> part = meeting.stopped()
                .thenCompose(reason -> client.loads()
                        .soFar(live)
                        .thenCombineAsync(
                                watch,
                                (soFar, side) -> part(client.withoutSecrets(side.resultSoFar(soFar)), reason),
                                watchThread));
        return unlessStopped(whole, meeting, part).applyToEither(part, Function.identity());
    }

    /** A share that is stopped may fail because of that; then its measurements so far count. */
    private static CompletableFuture<Sampled<ClientResult>> unlessStopped(
            CompletableFuture<Sampled<ClientResult>> whole,
            Meeting meeting,
            CompletableFuture<Sampled<ClientResult>> part) {
        return whole.exceptionallyCompose(
                failure -> meeting.stopped().isDone() ? part : CompletableFuture.failedFuture(failure));
    }

    private ClientSide watch(TierPlan share, LoadTarget target, LiveOutcomes live, LiveLatencies latencies) {
        return ClientSide.begin(
                share,
                watchThread,
                () -> ClientWatch.start(target.client().loops(), processes),
                new LatencyCollector(latencies),
                live::counts);
    }

    private Stage stage(LoadTarget target, ClientSide side, LiveOutcomes live, Meeting meeting) {
        return new Stage(target, side.collector(), live, new MemberWatcher(side, meeting, watchThread));
    }

    /** The measurements of a share that is being stopped. */
    private static Sampled<ClientResult> part(ClientResult soFar, String reason) {
        Reason ended = new Reason(Reason.Cause.ENDED_EARLY, reason);
        return new Sampled<>(soFar.withJudgement(Judgement.incomplete(ended)), List.of());
    }

    private MemberClient clientFor(Briefing briefing) {
        return latest.filter(client -> client.briefing().equals(briefing)).orElseGet(() -> newClient(briefing));
    }

    private MemberClient newClient(Briefing briefing) {
        close();
        MemberBriefing told = MemberBriefing.read(briefing);
        MemberClient client = MemberClient.start(briefing, newDialect(told), sources(told), mostLoops);
        latest = Optional.of(client);
        return client;
    }

    /** The addresses to connect from; empty to let the operating system choose. */
    List<String> sources(MemberBriefing told) {
        return ownSources.isEmpty() ? told.sourceAddresses() : ownSources;
    }

    /** @throws wse.config.BadInputException if this process does not support the protocol of the run */
    Dialect newDialect(MemberBriefing told) {
        return told.contact().newDialect(dialects);
    }

    /** Closes the client with all its connections. */
    @Override
    public void close() {
        latest.ifPresent(MemberClient::close);
        latest = Optional.empty();
    }
}
