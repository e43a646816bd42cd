package wse.run.crew;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.cluster.Briefing;
import wse.cluster.ClusterMember;
import wse.cluster.ClusterOptions;
import wse.cluster.MemberEnd;
import wse.cluster.ShareOutlook;
import wse.cluster.ShareWork;
import wse.config.BadInputException;
import wse.dialect.Dialect;
import wse.dialect.Dialects;
import wse.engine.ClientTls;
import wse.measure.ClientResult;
import wse.measure.Sampled;
import wse.plan.TierPlan;
import wse.preflight.ClientHeap;
import wse.preflight.Finding;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;
import wse.run.target.Contact;
import wse.run.target.Proxy;
import wse.run.target.ServerAddress;
import wse.run.watch.Threads;
import wse.text.Units;

/**
 * An agent: this process carries out its share of a run that another machine leads, and prints a line about each step. To be
 * used by one thread, except for {@link #leave()}; lines are printed by other threads, too.
 */
public final class Agent {

    private final ClusterOptions options;
    private final List<String> sources;
    private final AllowedTargets targets;
    private final Duration patience;
    private final Dialects dialects;
    private final Consumer<String> say;
    /** This agent's part in a run; empty between runs. */
    private volatile Optional<ClusterMember> present = Optional.empty();

    private volatile boolean leaving;

    /**
     * @param sources addresses of this machine to connect from; empty to use those of the run, or to let the operating
     *     system choose
     * @param targets the servers that a run may put under load with this agent
     * @param patience how long to wait for a run
     * @param dialects protocols that this agent supports
     * @param say receives a line for people; called on any thread
     */
    public Agent(
            ClusterOptions options,
            List<String> sources,
            AllowedTargets targets,
            Duration patience,
            Dialects dialects,
            Consumer<String> say) {
        this.dialects = dialects;
        this.options = options;
        this.sources = List.copyOf(sources);
        this.targets = targets;
        this.patience = patience;
        this.say = say;
    }

    /**
     * How a run ended for this agent.
     *
     * @param undelivered results that could not be delivered to the run, as JSON; for a share that was cut short, its
     *     results so far
     */
    public record Ended(MemberEnd end, List<String> undelivered) {}

    /**
     * Waits for one run, carries out its shares, and closes all its connections. Blocks until then.
     *
     * @throws BadInputException if this machine cannot listen
     */
    public Ended serveOne() {
        ScheduledExecutorService watchThread = Threads.newWatchThread();
        try (ShareCarrier carrier = ShareCarrier.ofAgent(watchThread, sources, dialects)) {
            ClusterMember member = join(new Shares(carrier));
            present = Optional.of(member);
            if (leaving) {
                member.close();
            }
            try {
                say.accept("waiting for a run at " + options.seeds());
                MemberEnd end = member.ended().join();
                return new Ended(end, member.undelivered());
            } finally {
                member.close();
                present = Optional.empty();
            }
        } finally {
            watchThread.shutdownNow();
        }
    }

    /** Leaves the run, which then counts this agent's connections as lost, and lets {@link #serveOne} return. Any thread. */
    public void leave() {
        leaving = true;
        present.ifPresent(ClusterMember::close);
    }

    /** Whether {@link #leave()} was called. */
    public boolean isLeaving() {
        return leaving;
    }

    private ClusterMember join(ShareWork work) {
        try {
            return ClusterMember.join(options, patience, work);
        } catch (IOException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    /** Carries out shares within this machine's limits, and prints a line about each step. */
    private final class Shares implements ShareWork {

        private final ShareCarrier carrier;

        Shares(ShareCarrier carrier) {
            this.carrier = carrier;
        }

        /** Checks the limits of this machine, which the run does not know. */
        @Override
        public ShareOutlook outlook(TierPlan share, Briefing briefing) {
            Optional<String> refusal = forbidden(briefing).or(() -> unknownProtocol(briefing));
            if (refusal.isPresent()) {
                return ShareOutlook.refused(refusal.get());
            }
            List<Finding> findings = findings(share, briefing);
            MemberBriefing told = MemberBriefing.read(briefing);
            List<String> notes = Stream.of(
                            carrier.fewerLoops(told).stream(),
                            tlsOfJdk(told).stream(),
                            findings.stream()
                                    .filter(finding -> finding.level() == Finding.Level.WARN)
                                    .map(Finding::sentence))
                    .flatMap(Function.identity())
                    .toList();
            return new ShareOutlook(refusal(findings).stream().toList(), notes);
        }

        /** A note for the run if TLS costs more CPU here than in its reports. */
        private static Optional<String> tlsOfJdk(MemberBriefing told) {
            return Optional.of(
                            "there is no BoringSSL for its machine, so it uses the JDK's TLS implementation, which takes"
                                    + " more CPU")
                    .filter(note -> told.contact().security().tls() && !ClientTls.isNative());
        }

        /** Why this agent must not put the server under load; empty if it may. */
        private Optional<String> forbidden(Briefing briefing) {
            Contact contact = MemberBriefing.read(briefing).contact();
            return Stream.concat(
                            contact.servers().stream().map(ServerAddress::address),
                            contact.proxy().map(Proxy::address).stream())
                    .flatMap(address -> targets.refusal(address).stream())
                    .findFirst();
        }

        /** Why this agent cannot communicate with the server, with a list of its protocols; empty if it can. */
        private Optional<String> unknownProtocol(Briefing briefing) {
            try {
                carrier.newDialect(MemberBriefing.read(briefing));
                return Optional.empty();
            } catch (BadInputException e) {
                return Optional.of(e.getMessage());
            }
        }

        private List<Finding> findings(TierPlan share, Briefing briefing) {
            MemberBriefing told = MemberBriefing.read(briefing);
            Dialect dialect = carrier.newDialect(told);
            return Preflight.check(PreflightNeeds.of(
                            List.of(share.connections()),
                            0,
                            share.ramp().window(),
                            carrier.sources(told),
                            told.contact().peers(),
                            ClientHeap.NETTY)
                    .withPace(MachineCheck.pace(
                            share.ramp().window(),
                            share.ramp().connectsPerSecond(),
                            dialect.idleTimeout(),
                            dialect.keepAlive().isPresent() && share.keepsAliveWhileRamping()))
                    .withTraffic(new PreflightNeeds.Traffic(
                            share.scheduledPingsPerSecond(),
                            0,
                            PreflightNeeds.Adjustment.ByInterval.within(dialect.idleTimeout())))
                    .withDeflate(MachineCheck.deflate(told.contact().compression())));
        }

        private static Optional<String> refusal(List<Finding> findings) {
            return Preflight.firstFailure(findings).map("its machine must have room for its share: "::concat);
        }

        @Override
        public CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting) {
            String what =
                    "a share with " + Units.counted(share.connections(), "connection") + " (" + share.title() + ")";
            Optional<String> refusal = forbidden(briefing).or(() -> refusal(findings(share, briefing)));
            if (refusal.isPresent()) {
                say.accept("refused " + what + ": " + refusal.get());
                return CompletableFuture.failedFuture(new BadInputException(refusal.get()));
            }
            say.accept("begins " + what);
            return carrier.begin(share, briefing, meeting)
                    .whenComplete((result, failure) -> say.accept(
                            failure == null
                                    ? ended(what, result.figures())
                                    : "could not carry out " + what + ": " + failure.getMessage()));
        }

        private static String ended(String what, ClientResult client) {
            return "finished " + what + ": " + Units.count(client.measured().connected()) + " connected, outcomes "
                    + client.measured().outcomes() + ", " + client.judgement().verdict();
        }
    }
}
