package wse.run;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.ProxyEnvironment;
import wse.config.Settings;
import wse.config.Users;
import wse.engine.WebSocketClient;
import wse.load.FirstContact;
import wse.load.LoadTarget;
import wse.load.SoFar;
import wse.measure.LatencyCollector;
import wse.measure.LiveFigures;
import wse.measure.RunResult;
import wse.measure.SteadyClock;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.run.crew.LocalCrew;
import wse.run.crew.MachineCheck;
import wse.run.crew.MemberBriefing;
import wse.run.live.LiveExports;
import wse.run.live.LiveMetrics;
import wse.run.progress.Narrator;
import wse.run.target.CurrentTarget;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.run.tiers.Tiers;
import wse.run.watch.IntervalLog;
import wse.run.watch.Threads;
import wse.run.watch.TierProgress;
import wse.run.watch.TierWatch;
import wse.text.Units;

/**
 * The run of a simulation that a user has written: Gatling's virtual users carry it out, and this class watches and
 * reports it like a test with a single tier. Its methods are called in the order {@link #begin}, {@link #start},
 * {@link #end}; {@link #reach} may be called at any time. Thread-safe.
 */
public final class ScenarioRun {

    private final Scenario scenario;
    private final LoadTarget loadTarget;
    private final Tier tier;
    private final TierWatch watch;
    private final LentTier lent;
    private final RunMemory memory;
    private final RunEnding ending;
    private final Gate gate;
    private final Narrator narrator;
    private final OtherServers others;
    private volatile Optional<String> complaint = Optional.empty();

    private ScenarioRun(
            Scenario scenario,
            LoadTarget loadTarget,
            LentTier lent,
            RunMemory memory,
            RunEnding ending,
            Gate gate,
            Narrator narrator) {
        this.scenario = scenario;
        this.loadTarget = loadTarget;
        this.tier = Tiers.scenario(scenario.config());
        this.watch = lent.watch(tier);
        this.lent = lent;
        this.memory = memory;
        this.ending = ending;
        this.gate = gate;
        this.narrator = narrator;
        this.others = new OtherServers(loadTarget.url(0));
    }

    /**
     * Creates the directory of the run. On bad input, prints one sentence and ends the process with status 1. When the
     * process ends, the results are printed. If the scenario has not ended by then, they contain what has been measured
     * so far.
     */
    public static ScenarioRun begin(Scenario scenario, WebSocketClient client) {
        ScenarioRun run = ProcessEdge.orExit(() -> composed(scenario, client));
        ProcessEdge.atItsEnd(run::lastWords);
        return run;
    }

    private static ScenarioRun composed(Scenario scenario, WebSocketClient client) {
        Started started = new Started();
        try {
            return compose(scenario, client, started);
        } catch (BadInputException refused) {
            started.close();
            throw new BadInputException(scenario.shown(refused.getMessage()));
        }
    }

    private static ScenarioRun compose(Scenario scenario, WebSocketClient client, Started started) {
        Config config = scenario.config();
        OutputFolder.require(config.get(Settings.OUT));
        Gate gate = Gate.of(config);
        Instant startedAt = SteadyClock.ofProcess().instant();
        String name = RunReports.directoryName(config, startedAt);
        LiveMetrics live = new LiveMetrics(new LiveMetrics.Run(config.test().label(), name, startedAt));
        Narrator narrator = narrator(config, live);
        started.add(LiveExports.open(config.live(), live, line -> narrator.say(scenario.shown(line))));
        Listening listening = listening(scenario, narrator);
        Target target = listening.target();
        ScheduledExecutorService watchThread = Threads.newWatchThread();
        started.add(watchThread::shutdownNow);
        Path directory = OutputFolder.create(config.get(Settings.OUT), name);
        IntervalLog intervals = started.addLast(new IntervalLog(directory, startedAt));
        CurrentTarget current = CurrentTarget.of(target);
        LoadTarget loadTarget = loadTarget(scenario, target, client);
        LentTier lent = new LentTier(
                lentTier -> new TierWatch(lentTier, target, watchThread, intervals.of(lentTier), narrator),
                new Deadlines(config.get(Settings.DEADLINE_MARGIN)));
        RunMemory memory = new RunMemory();
        RunReports reports = new RunReports(
                config,
                scenario.gatlingReport(),
                startedAt,
                directory,
                Surroundings.machine(CoreSplit.NONE),
                tested(scenario, listening),
                gate);
        LocalCrew crew = new LocalCrew(loadTarget, current, watchThread, intervals);
        RunEnding ending = new RunEnding(memory, crew, lent, Optional.empty(), started, reports, intervals);
        return new ScenarioRun(scenario, loadTarget, lent, memory, ending, gate, narrator);
    }

    private static Narrator narrator(Config config, LiveMetrics live) {
        Narrator narrates = Narrator.onStandardOutput(config.find(Settings.PROGRESS_INTERVAL));
        return config.live().isOn() ? narrates.withListener(live) : narrates;
    }

    private static Listening listening(Scenario scenario, Narrator narrator) {
        Target named = up(scenario);
        narrator.say("[wse] " + Announcement.ofScenario(scenario.config(), named));
        Announcement.notes(named, ProxyEnvironment.here()).forEach(note -> narrator.say("[wse] note: " + note));
        Listening listening = Listening.of(scenario.config(), named);
        sayLeftOut(listening, narrator);
        return listening;
    }

    private static void sayLeftOut(Listening listening, Narrator narrator) {
        listening.leftOut().forEach(address -> narrator.say("[wse] note: no load for " + address));
    }

    private static Target up(Scenario scenario) {
        Target named = Target.up(scenario.config(), scenario.longest(), 0, ClassArchive.NONE, List.of());
        return scenario.dialect().map(named::speaking).orElse(named);
    }

    private static LoadTarget loadTarget(Scenario scenario, Target target, WebSocketClient client) {
        List<InetAddress> sources = MachineCheck.sourceAddresses(scenario.config()).stream()
                .map(MemberBriefing::inet)
                .toList();
        return new LoadTarget(client, target.endpoints(), target.dialect(), sources);
    }

    private static RunResult.Target tested(Scenario scenario, Listening listening) {
        String name = scenario.dialect()
                .map(dialect -> dialect.name() + " server")
                .orElseGet(() -> listening.target().serverName(FirstContact.UNKNOWN));
        return Surroundings.server(listening.target(), name, listening.leftOut());
    }

    /** How the users reach the server. */
    public LoadTarget loadTarget() {
        return loadTarget;
    }

    /** How users reach another server of the same simulation. The results only mention that server. */
    public LoadTarget reach(Scenario other, WebSocketClient client) {
        Listening listening = ProcessEdge.orExit(() -> Listening.of(other.config(), up(other)));
        sayLeftOut(listening, narrator);
        others.add(listening);
        return loadTarget(other, listening.target(), client);
    }

    /** Receives the latencies of the users. */
    public LatencyCollector collector() {
        return watch.collector();
    }

    /**
     * Takes the first readings of client and server. Blocks for as long as that takes.
     *
     * @param loops the event loops of the users and of their connections
     * @param live what the users have done so far; read once a second or more often
     * @param soFar everything that has been measured so far; read if the run is ended early
     */
    public void start(Iterable<? extends EventExecutor> loops, Supplier<LiveFigures> live, Supplier<SoFar> soFar) {
        watch.begin(loops, TierProgress.of(live, soFar)).join();
        lent.begin(tier, watch);
    }

    /**
     * Ends the run when all users have ended, and writes its reports.
     *
     * @param failure why the simulation must not end with exit code 0, apart from its conditions; empty if there is no reason
     */
    public void end(TierMeasurement measured, Optional<String> failure) {
        watch.onHeight().join();
        TierResult judged = watch.judge(measured);
        lent.end();
        long connections = measured.outcomes().total();
        memory.add(tier, judged.with(new TierShape.Scenario((int) connections), notes(connections)));
        RunResult result = ending.end();
        complaint = failure.or(() -> gate.missed(result)
                .map(missed -> "[wse] The run misses a condition, so Gatling ends with exit code " + LastWords.FAILED
                        + ": " + missed + "."));
    }

    private List<String> notes(long connections) {
        Users users = scenario.config().target().users();
        String shared = users.isEmpty() || connections <= users.count()
                ? ""
                : Units.counted(connections, "connection") + " shared the identities of "
                        + Units.counted(users.count(), "user") + " in wse.users (wse.usersReuse=true)";
        return Stream.concat(Stream.of(shared).filter(note -> !note.isEmpty()), others.notes().stream())
                .toList();
    }

    private LastWords lastWords() {
        LastWords words = ending.endEarly("the process was ended before the scenario had ended");
        return new LastWords(words.text(), words.complaint().or(() -> complaint));
    }
}
