package wse.run;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.ProxyEnvironment;
import wse.config.Settings;
import wse.config.TestKind;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.ContactView;
import wse.load.LoadTarget;
import wse.measure.RunResult;
import wse.measure.SteadyClock;
import wse.run.crew.Crew;
import wse.run.crew.Crews;
import wse.run.crew.LocalCrew;
import wse.run.crew.MachineCheck;
import wse.run.crew.MemberBriefing;
import wse.run.crew.Rehearsal;
import wse.run.crew.Spread;
import wse.run.limit.Limit;
import wse.run.limit.SearchClock;
import wse.run.live.LiveExports;
import wse.run.live.LiveMetrics;
import wse.run.progress.LossNotes;
import wse.run.progress.Narrator;
import wse.run.progress.PortWait;
import wse.run.target.CurrentTarget;
import wse.run.target.EngineTransport;
import wse.run.target.Target;
import wse.run.tiers.Tiers;
import wse.run.watch.IntervalLog;
import wse.run.watch.Threads;
import wse.run.watch.TierWatch;
import wse.text.Plain;

/**
 * Composes a run. All checks before the load happen here: settings, limits of the machine, the server, a first connection,
 * and the processes that create the load. If a check fails, everything that has been started is closed. Confined to one
 * thread.
 */
final class RunComposer {

    private final Config config;
    private final Optional<String> notCarried;
    private final String simulation;
    private final Gate gate;
    private final Optional<SuiteClock> clock;
    private final Instant startedAt = SteadyClock.ofProcess().instant();
    private final String directoryName;
    private final SearchClock searchClock;
    private final LiveMetrics live;
    private final Narrator narrator;
    private final Started started = new Started();

    private RunComposer(Fitted fitted, String simulation, Gate gate) {
        this.config = fitted.config();
        this.notCarried = fitted.notCarried();
        this.simulation = simulation;
        this.gate = gate;
        this.clock = SuiteClock.of(config, simulation);
        this.searchClock = new SearchClock(config);
        this.directoryName = RunReports.directoryName(config, startedAt);
        this.live = new LiveMetrics(new LiveMetrics.Run(config.test().label(), directoryName, startedAt));
        Narrator narrates = Narrator.onStandardOutput(config.find(Settings.PROGRESS_INTERVAL))
                .withSuffix(clock.map(SuiteClock::suffix).orElse(searchClock::suffix));
        this.narrator = config.live().isOn() ? narrates.withListener(live) : narrates;
    }

    /** @throws BadInputException before any load, after closing everything that was started */
    static StressRun compose(Config config, String simulation) {
        OutputFolder.require(config.get(Settings.OUT));
        return SuiteRun.noting(simulation, () -> checked(config, simulation));
    }

    /** Its messages must not show the secrets of the settings. */
    private static StressRun checked(Config config, String simulation) {
        try {
            Gate gate = Gate.of(config);
            Fitted fitted = Fitted.of(config, Target.known(config.target()));
            Spread spread = MachineCheck.require(fitted.config(), Target.known(config.target()));
            return new RunComposer(fitted, simulation, gate).composeOrClose(spread);
        } catch (BadInputException refused) {
            throw new BadInputException(Plain.printable(config.redact(refused.getMessage())));
        }
    }

    private StressRun composeOrClose(Spread spread) {
        try {
            return compose(spread);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private StressRun compose(Spread spread) {
        Transport transport = EngineTransport.required(config);
        started.add(LiveExports.open(config.live(), live, line -> narrator.say(config.redact(line))));
        Duration longest = LongestRun.of(config, Target.dialect(config), spread.processes());
        ClassArchive archive = Rehearsal.archive(spread);
        CoreSplit cores = CoreSplit.of(config, spread);
        Target server = started.add(Target.up(config, longest, spread.servers(), archive, cores.server()));
        RunResult.Machine machine = Surroundings.machine(cores).withNotCarried(notCarried.orElse(null));
        announce(server);
        ScheduledExecutorService watchThread = Threads.newWatchThread();
        started.add(watchThread::shutdownNow);
        WebSocketClient client = started.add(newClient(transport, machine));
        Reached reached = reach(server, client, spread);
        Target target = reached.target();
        LoadTarget loadTarget = reached.loadTarget();
        Path directory = OutputFolder.create(config.get(Settings.OUT), directoryName);
        IntervalLog intervals = started.addLast(new IntervalLog(directory, startedAt));
        CurrentTarget current = reached.current(config);
        Crew crew = started.add(newCrew(spread, current, loadTarget, archive, watchThread, intervals));
        target.onLoss(new LossNotes(narrator::say, "server processes"));

        RunMemory memory = new RunMemory();
        Deadlines deadlines = new Deadlines(config.get(Settings.DEADLINE_MARGIN));
        BeforeTier before = new BeforeTier(current, ports(loadTarget, current, watchThread), watchThread);
        TierRunner runner = new TierRunner(crew, before, memory, narrator, deadlines, spread.processes());
        Optional<Limit> limit = limit(loadTarget, target, runner);
        LentTier lent = new LentTier(
                tier -> new TierWatch(tier, current.now(), watchThread, intervals.of(tier), narrator), deadlines);
        RunResult.Target tested = tested(reached);
        RunReports reports =
                new RunReports(config, GatlingReport.of(simulation), startedAt, directory, machine, tested, gate);
        Agenda agenda = new Agenda(Tiers.all(config, target.dialect(), spread.processes()), limit);
        return new StressRun(
                config,
                new ServerUnderTest(current, loadTarget),
                agenda,
                runner,
                lent,
                new Checkpoint(memory, reports, agenda, narrator),
                new RunEnding(memory, crew, lent, limit, started, reports, intervals));
    }

    private void announce(Target server) {
        clock.ifPresent(suite -> narrator.say("[wse] " + suite.announcement()));
        notCarried.ifPresent(reason -> narrator.say("[wse] note: left out: " + reason));
        narrator.say("[wse] " + Announcement.of(config, server));
        Announcement.notes(server, ProxyEnvironment.here()).forEach(note -> narrator.say("[wse] note: " + note));
    }

    private static RunResult.Target tested(Reached reached) {
        return Surroundings.server(
                reached.target(),
                reached.target().serverName(reached.greeting().version()),
                reached.leftOut().stream().map(Reached.LeftOut::reason).toList());
    }

    private Reached reach(Target server, WebSocketClient client, Spread spread) {
        ContactView view = ContactLog.of(config, server.dialect(), line -> narrator.say("[wse] " + line));
        Reached reached = Reached.of(config, server, client, sources(spread), view);
        reached.notes().forEach(note -> narrator.say("[wse] note: " + note));
        CompressionNote.of(config, reached.greeting().compression())
                .ifPresent(sentence -> narrator.say("[wse] " + sentence));
        return reached;
    }

    /** The JVM notices only after some milliseconds how many cores it still has. */
    private WebSocketClient newClient(Transport transport, RunResult.Machine machine) {
        int cores = machine.hasOwnCores() ? machine.clientCores().size() : machine.cores();
        int loops = config.get(Settings.EVENT_LOOPS) == 0 ? cores : config.get(Settings.EVENT_LOOPS);
        return new WebSocketClient(new EngineOptions(transport, loops, "wse-client"));
    }

    private static List<InetAddress> sources(Spread spread) {
        return spread.sourceAddresses().stream().map(MemberBriefing::inet).toList();
    }

    private Crew newCrew(
            Spread spread,
            CurrentTarget target,
            LoadTarget loadTarget,
            ClassArchive archive,
            ScheduledExecutorService watchThread,
            IntervalLog intervals) {
        if (config.crew().hasAgents()) {
            return Crews.ofAgents(config, spread, target, watchThread, intervals);
        }
        return spread.isOverProcesses()
                ? Crews.ofWorkers(config, spread, target, archive, watchThread, intervals, narrator)
                : new LocalCrew(loadTarget, target, watchThread, intervals);
    }

    /** Agents on other machines have their own ports, and with the netty engine none of them stays in TIME_WAIT. */
    private PortWait ports(LoadTarget loadTarget, CurrentTarget target, ScheduledExecutorService watchThread) {
        return config.crew().hasAgents() && !config.crew().isOfThisMachine()
                ? PortWait.none(watchThread)
                : PortWait.towards(
                        () -> target.now().contact().peers(),
                        loadTarget.sources().size(),
                        watchThread);
    }

    private Optional<Limit> limit(LoadTarget loadTarget, Target target, TierRunner runner) {
        return config.test() == TestKind.CONNECTION_LIMIT
                ? Optional.of(new Limit(
                        config, loadTarget.sources().size(), runner::carryOutStep, target::losses, searchClock))
                : Optional.empty();
    }
}
