package wse.run.crew;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import wse.cluster.Briefing;
import wse.cluster.ShareWork;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.health.ClientWatch;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.SoFar;
import wse.load.Stage;
import wse.measure.ClientResult;
import wse.measure.Judgement;
import wse.measure.LiveOutcomes;
import wse.measure.Reason;
import wse.measure.Sampled;
import wse.plan.TierPlan;
import wse.run.target.Contact;
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
    private Briefing known;
    private Loads loads;
    private LoadTarget target;

    /**
     * @param watchThread takes samples and readings; not closed here
     * @param processes number of processes that share this machine's cores in the same tiers
     * @param ownSources addresses to connect from instead of the run's addresses; empty to use the run's
     * @param dialects dialects that this process supports
     */
    ShareCarrier(ScheduledExecutorService watchThread, int processes, List<String> ownSources, Dialects dialects) {
        this.dialects = dialects;
        this.watchThread = watchThread;
        this.processes = processes;
        this.ownSources = List.copyOf(ownSources);
    }

    @Override
    public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
        prepare(briefing);
        ClientSide client = new ClientSide(
                share, watchThread, loops -> ClientWatch.start(loops, processes), (kind, interval) -> {});
        LiveOutcomes live = new LiveOutcomes();
        meeting.watch(live::now);
        Stage stage = new Stage(target, client.collector(), live, new MemberWatcher(client, meeting, watchThread));
        CompletableFuture<Sampled<ClientResult>> whole = CompletableFuture.runAsync(
                        () -> client.begin(target.client().loops()), watchThread)
                .thenCompose(nothing -> loads.run(share, stage))
                .thenApply(run -> run.map(client::result));
        Loads here = loads;
        CompletableFuture<Sampled<ClientResult>> part = meeting.stopped()
                .thenCompose(reason -> here.floodSoFar()
                        .thenApplyAsync(
                                flood -> whole.isDone()
                                        ? null
                                        : part(client.resultSoFar(new SoFar(live.now(), live.stood(), flood)), reason),
                                watchThread));
        return whole.applyToEither(part, Function.identity());
    }

    private static Sampled<ClientResult> part(ClientResult soFar, String reason) {
        return new Sampled<>(
                soFar.withJudgement(Judgement.incomplete(new Reason(Reason.Cause.ENDED_EARLY, reason))), List.of());
    }

    private void prepare(Briefing briefing) {
        if (briefing.equals(known)) {
            return;
        }
        close();
        MemberBriefing told = MemberBriefing.read(briefing);
        List<InetAddress> sources =
                sources(told).stream().map(MemberBriefing::inet).toList();
        Dialect dialect = newDialect(told);
        Endpoint endpoint = endpoint(told.contact(), dialect);
        target = new LoadTarget(newClient(told), endpoint, dialect, sources);
        loads = new Loads();
        known = briefing;
    }

    /** The addresses to connect from; empty to let the operating system choose. */
    List<String> sources(MemberBriefing told) {
        return ownSources.isEmpty() ? told.sourceAddresses() : ownSources;
    }

    /** @throws wse.config.BadInputException if this process does not support the protocol of the run */
    Dialect newDialect(MemberBriefing told) {
        return told.contact().newDialect(dialects);
    }

    private static Endpoint endpoint(Contact contact, Dialect dialect) {
        try {
            return contact.newEndpoint(dialect);
        } catch (SSLException e) {
            throw new IllegalStateException("wse.tls needs a working TLS set-up of this JVM: " + e.getMessage(), e);
        }
    }

    private static WebSocketClient newClient(MemberBriefing told) {
        int loops = told.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : told.eventLoops();
        Transport transport = Transport.valueOf(told.transport().toUpperCase(Locale.ROOT));
        return new WebSocketClient(new EngineOptions(transport, loops, "wse-client"));
    }

    /** Closes the client with all its connections. */
    @Override
    public void close() {
        if (target != null) {
            target.client().close();
            target = null;
            known = null;
        }
    }
}
