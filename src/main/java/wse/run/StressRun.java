package wse.run;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.FirstContact;
import wse.load.LoadTarget;
import wse.measure.Ceiling;
import wse.measure.RequestSamples;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.report.ReportFiles;
import wse.report.TextReport;

/**
 * One run of one simulation, from the settings to the reports. Begins with everything that can go wrong before a load:
 * settings, the machine's limits, the server, a first connection. Thread-safe; {@link #finish()} is for the end, and
 * happens by itself, with what there is, when the process is ended before.
 */
public final class StressRun {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Config config;
    private final String simulation;
    private final Instant startedAt = Instant.now();
    private final Path directory;
    private IntervalLog intervals;
    private Crew crew;
    /** Null in a test that is no search. */
    private Limit limit;

    /** Of the client. */
    private final int processes;

    private final Narrator narrator;
    private final ClassArchive archive;
    private final Target target;
    private final WebSocketClient client;
    private final LoadTarget loadTarget;
    private final ScheduledExecutorService watchThread = Threads.newWatchThread();
    private final PortWait ports;
    private final List<TierResult> results = new ArrayList<>();
    private final WarmUpTotals warmUp = new WarmUpTotals();
    private String serverVersion;
    private String table;
    /** Why a tier is missing; null if none is. */
    private String broken;

    /** Of the tier that Gatling carries out by itself; null while none is. */
    private TierWatch lent;

    private boolean finished;

    private StressRun(Config config, String simulation, Spread spread) {
        this.config = config;
        this.simulation = simulation;
        this.directory = config.out()
                .resolve(RUN_ID.format(startedAt) + "-" + config.test().label());
        this.processes = spread.processes();
        this.narrator = Narrator.onStandardOutput(config.progressInterval());
        this.client = newClient(config);
        this.archive = Rehearsal.archive(spread);
        this.target = targetOrNoClient(config, spread.servers());
        this.loadTarget = new LoadTarget(client, target.endpoint(), target.dialect(), sources(spread));
        this.ports = PortWait.towards(target.address(), loadTarget.sources().size(), watchThread);
    }

    /**
     * Begins the run of a simulation. On bad input prints one sentence and ends the process with status 1: Gatling
     * would show a stack trace.
     */
    public static StressRun begin(TestKind test, Class<?> simulation) {
        try {
            return begin(Config.load(test), simulation.getName());
        } catch (BadInputException e) {
            System.err.println();
            System.err.println("wse-stress cannot start: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    /**
     * As above, for tests.
     *
     * @throws BadInputException before any load, with everything cleaned up
     */
    static StressRun begin(Config config, String simulation) {
        Spread spread =
                MachineCheck.require(config, config.target().isEmbedded() ? null : Target.resolve(config.target()));
        StressRun run = new StressRun(config, simulation, spread);
        try {
            run.makeFirstContact();
            run.intervals = new IntervalLog(run.directory, run.startedAt);
            run.crew = run.newCrew(spread);
            run.limit = config.test() == TestKind.CONNECTION_LIMIT
                    ? new Limit(config, run.loadTarget.sources().size(), run::carryOutStep, run.target::losses)
                    : null;
            run.target.onLoss(loss -> run.narrator.say("[wse] note: " + loss));
        } catch (BadInputException e) {
            run.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(run::lastWords, "wse-shutdown"));
        Launcher.endWithIt();
        return run;
    }

    private Crew newCrew(Spread spread) {
        if (config.crew().hasAgents()) {
            return Crews.ofAgents(config, spread, target, watchThread, intervals);
        }
        return spread.isOverProcesses()
                ? Crews.ofWorkers(config, spread, target, archive, watchThread, intervals, narrator)
                : new LocalCrew(loadTarget, target, watchThread, intervals);
    }

    private Target targetOrNoClient(Config settings, int servers) {
        try {
            return Target.up(settings, servers, archive);
        } catch (BadInputException e) {
            client.close();
            throw e;
        }
    }

    private void makeFirstContact() {
        try {
            serverVersion = FirstContact.make(
                    loadTarget,
                    config.connect().readyTimeout(),
                    config.test().isFlood() ? Floods.probe(config.flood(), target.dialect()) : null,
                    Floods.pingsByFrame(config, target.dialect()));
        } catch (FirstContact.Failure e) {
            throw new BadInputException(
                    "the server must answer before any load starts: " + target.baseUrl() + ": " + e.getMessage());
        }
    }

    private static WebSocketClient newClient(Config config) {
        Transport transport = EngineTransport.of(config);
        if (!transport.isAvailable()) {
            throw new BadInputException("wse.transport must be one this machine has: wse.transport="
                    + config.transport().label() + "; leave it out for the best there is");
        }
        int loops = config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
        return new WebSocketClient(new EngineOptions(transport, loops, "wse-client"));
    }

    private static List<InetAddress> sources(Spread spread) {
        return spread.sourceAddresses().stream().map(MemberBriefing::inet).toList();
    }

    public Config config() {
        return config;
    }

    public Dialect dialect() {
        return target.dialect();
    }

    /** What every client connects from, one connection after the other; empty for the system's choice. */
    public List<String> sourceAddresses() {
        return loadTarget.sources().stream().map(InetAddress::getHostAddress).toList();
    }

    /** Scheme, host and port of the server under test, as in {@code ws://127.0.0.1:5006}. */
    public String baseUrl() {
        return target.baseUrl();
    }

    /** All tiers in order: the warm-up, then those whose figures are the result; of a search the warm-up only. */
    public List<Tier> tiers() {
        List<Tier> all = new ArrayList<>(Tiers.warmUp(config, target.dialect(), processes));
        all.addAll(Tiers.measured(config, target.dialect()));
        return List.copyOf(all);
    }

    /** A watch for a tier that somebody else carries out, and {@link #ended reports} when it is through. */
    public TierWatch watch(Tier tier) {
        return new TierWatch(tier, target, watchThread, intervals.of(tier), narrator);
    }

    /** That tier is about to begin. */
    public synchronized void begun(TierWatch watch) {
        lent = watch;
    }

    /**
     * Carries out a tier on the Netty engine; a warm-up several times over.
     *
     * @return completes on an event loop, so do not block there, with the single requests for Gatling's report; none for a
     *     warm-up
     */
    public CompletionStage<List<RequestSamples>> carryOut(Tier tier) {
        CompletableFuture<Crew.Carried> run = once(tier, narrator);
        for (int round = 1; round < rounds(tier); round++) {
            run = run.thenCompose(before -> once(tier, narrator.silent()));
        }
        return run.whenComplete((last, failure) -> remember(tier, failure))
                .thenApply(last -> tier.warmUp() ? List.of() : last.samples());
    }

    private CompletableFuture<Crew.Carried> carryOutStep(Tier step) {
        return once(step, narrator).whenComplete((carried, failure) -> remember(step, failure));
    }

    /** The search, in a test that is one. */
    public Limit limit() {
        return limit;
    }

    private int rounds(Tier tier) {
        return tier.warmUp() ? tier.plan().warmUpRounds(processes) : 1;
    }

    private CompletableFuture<Crew.Carried> once(Tier tier, Narrator teller) {
        return portsFor(tier, teller)
                .thenCompose(free -> crew.carryOut(tier, teller))
                .thenApply(carried -> {
                    ended(tier, carried.result());
                    return carried;
                });
    }

    /** Completes when local ports are free for a tier that is about to begin, as far as waiting helps. */
    public CompletableFuture<Void> portsFor(Tier tier) {
        return portsFor(tier, narrator);
    }

    /** Agents on other machines have ports of their own, and by the netty engine none of them in TIME_WAIT. */
    private CompletableFuture<Void> portsFor(Tier tier, Narrator teller) {
        return config.crew().hasAgents() && !config.crew().isOfThisMachine()
                ? CompletableFuture.completedFuture(null)
                : ports.before(tier, teller);
    }

    private synchronized void remember(Tier tier, Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            broken = tier.name() + " could not be carried out: " + cause;
        }
    }

    /** Takes over what a tier gave; warm-up tiers are only counted. */
    public synchronized void ended(Tier tier, TierResult result) {
        lent = null;
        if (finished) {
            return;
        }
        if (tier.warmUp()) {
            warmUp.add(result.measured());
        } else {
            results.add(result);
            narrator.say(ProgressLine.of(tier, result));
        }
    }

    /** Writes the reports, ends server and client. The table is printed when the process ends: Gatling talks on until then. */
    public void finish() {
        finish(broken == null && limit != null ? limit.broken() : broken);
    }

    private void lastWords() {
        finish("the process was ended before the run was through");
        System.out.println();
        System.out.println(table);
    }

    private synchronized void finish(String incomplete) {
        if (finished) {
            return;
        }
        finished = true;
        Optional<TierResult> underWay = incomplete == null ? Optional.empty() : cutShort();
        underWay.ifPresent(results::add);
        close();
        closeIntervals();
        RunResult result = result(incomplete, underWay);
        try {
            ReportFiles.write(result, directory);
        } catch (IOException e) {
            System.err.println("the results could not be written: " + directory + ": " + e.getMessage());
        }
        boolean colour = System.console() != null && System.getenv("NO_COLOR") == null;
        table = TextReport.render(result, colour) + TextReport.files(result, directory);
    }

    private Optional<TierResult> cutShort() {
        Optional<TierResult> given = lent == null ? crew.cutShort() : lent.cutShort();
        return given.filter(tier -> !results.contains(tier));
    }

    private Optional<Ceiling> ceiling(Optional<TierResult> underWay) {
        return Optional.ofNullable(limit)
                .map(search -> underWay.map(search::ceiling).orElseGet(search::ceiling));
    }

    private void closeIntervals() {
        try {
            intervals.close();
        } catch (IOException e) {
            System.err.println("the interval log is not whole: " + directory + ": " + e.getMessage());
        }
    }

    private RunResult result(String incomplete, Optional<TierResult> underWay) {
        return new RunResult(
                config.test().label(),
                simulation,
                config.engine().label(),
                startedAt,
                config.effective(),
                Surroundings.machine(),
                new RunResult.Target(target.host(), target.port(), target.serverName(serverVersion)),
                GatlingReport.newest(directory, simulation, startedAt),
                warmUp.total(),
                incomplete,
                List.copyOf(results),
                ceiling(underWay).orElse(null));
    }

    private void close() {
        if (crew != null) {
            crew.close();
        }
        client.close();
        watchThread.shutdownNow();
        target.close();
    }

    /** Whether the Netty engine carries the tiers out. */
    public boolean isNetty() {
        return config.engine() == EngineKind.NETTY;
    }
}
