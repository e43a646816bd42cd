package wse.run.crew;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import wse.child.ClassArchive;
import wse.cluster.Briefings;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.Seeds;
import wse.cluster.ShareOutlook;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.CrewConfig;
import wse.config.Settings;
import wse.plan.TierPlan;
import wse.run.progress.LossNotes;
import wse.run.progress.Narrator;
import wse.run.target.CurrentTarget;
import wse.run.target.EngineTransport;
import wse.run.target.Target;
import wse.run.tiers.Tiers;
import wse.run.watch.IntervalLog;
import wse.text.Units;

/** Starts, or waits for, the processes that carry out the tiers of a run. */
public final class Crews {

    private static final String COORDINATOR = "coordinator";

    /** Time from a worker's report that it has joined until the coordinator knows it; on an idle machine, milliseconds. */
    private static final Duration HEARSAY = Duration.ofSeconds(20);

    /**
     * On a busy machine, it happened twice that a worker reported that it had joined, but the coordinator never heard of it;
     * the cause is unknown.
     */
    private static final int STARTS = 3;

    /**
     * How long to wait for agents. Those that are already waiting join within the time that the parts of a cluster need to
     * find each other.
     */
    private static final Duration AGENTS_WITHIN = Duration.ofSeconds(60);

    private Crews() {}

    /** The longest time that it takes this number of agents or workers to end a tier early. */
    public static Duration longestCutShort(int members) {
        return ClusterCrew.longestCutShort(members);
    }

    /**
     * Waits for agents on this machine or on others.
     *
     * @throws BadInputException if too few of them join
     */
    public static Crew ofAgents(
            Config config,
            Spread spread,
            CurrentTarget target,
            ScheduledExecutorService watchThread,
            IntervalLog intervals) {
        CrewConfig crew = config.crew();
        ClusterCoordinator coordinator = open(new ClusterOptions(
                COORDINATOR,
                MemberBriefing.inet(crew.clusterAddress()),
                crew.clusterPort(),
                Seeds.none(),
                ClusterSecret.of(crew.clusterSecret().reveal()),
                ClusterOptions.DEFAULT_SILENCE));
        System.out.println("[wse] waiting for " + Units.counted(crew.agents(), "agent")
                + "; to start one: java -jar wse-stress.jar agent --join " + crew.clusterAddress() + ":"
                + crew.clusterPort());
        List<String> names;
        try {
            names = coordinator.members(crew.agents(), AGENTS_WITHIN).join();
            System.out.println("[wse] agents: " + String.join(", ", names));
        } catch (CompletionException e) {
            coordinator.close();
            throw new BadInputException(e.getCause().getMessage());
        }
        TierPlan largest = largest(config, target, spread);
        Briefings briefings = briefings(config, target, spread, config.get(Settings.EVENT_LOOPS), largest);
        requireRoom(coordinator, largest, briefings);
        return new ClusterCrew(names, coordinator, () -> {}, briefings, target, watchThread, intervals);
    }

    private static TierPlan largest(Config config, CurrentTarget target, Spread spread) {
        return Tiers.largest(
                config, target.now().dialect(), spread.sourceAddresses().size());
    }

    private static Briefings briefings(
            Config config, CurrentTarget target, Spread spread, int eventLoops, TierPlan largest) {
        String transport = EngineTransport.of(config).name();
        int connections = Math.max(largest.connections(), config.get(Settings.WARM_UP));
        return new CurrentBriefings(
                target,
                now -> new MemberBriefings(
                        new MemberBriefing(now.contact(), transport, eventLoops, spread.sourceAddresses()),
                        connections));
    }

    /** Each agent knows the limits of its machine. The run refuses an impossible share before any agent begins. */
    private static void requireRoom(ClusterCoordinator coordinator, TierPlan largest, Briefings briefings) {
        Map<String, ShareOutlook> outlooks;
        try {
            outlooks = coordinator
                    .outlook(largest, briefings)
                    .orTimeout(AGENTS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            coordinator.close();
            throw new BadInputException("not all agents have reported the limits of their machines: " + e.getCause());
        }
        outlooks.forEach((name, outlook) ->
                outlook.notes().forEach(note -> System.out.println("[wse] note: agent " + name + ": " + note)));
        List<String> refusals = outlooks.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().refusals().stream().map(refusal -> "agent " + entry.getKey() + ": " + refusal))
                .sorted()
                .toList();
        if (!refusals.isEmpty()) {
            coordinator.close();
            throw new BadInputException(String.join("; ", refusals));
        }
    }

    /**
     * Starts worker processes on this machine and waits for them.
     *
     * @throws BadInputException if one does not start
     */
    public static Crew ofWorkers(
            Config config,
            Spread spread,
            CurrentTarget target,
            ClassArchive archive,
            ScheduledExecutorService watchThread,
            IntervalLog intervals,
            Narrator narrator) {
        String secret = ClusterSecret.randomText();
        ClusterCoordinator coordinator = open(new ClusterOptions(
                COORDINATOR,
                InetAddress.getLoopbackAddress(),
                0,
                Seeds.none(),
                ClusterSecret.of(secret),
                Worker.SILENCE,
                Worker.REUNION));
        System.out.println("[wse] starting " + spread);
        try {
            Workers workers = Workers.start(new Workers.Make(
                    spread.processes(),
                    spread.heapBytes() + heapOfUsers(target.now(), spread),
                    coordinator.address().getPort(),
                    secret,
                    archive,
                    target.now().provider(),
                    target.now().plugins()));
            List<String> names = requireMembers(coordinator, workers, spread.processes());
            workers.onLoss(new LossNotes(narrator::say, "worker processes"));
            Briefings briefings =
                    briefings(config, target, spread, loops(config, spread), largest(config, target, spread));
            return new ClusterCrew(names, coordinator, workers::close, briefings, target, watchThread, intervals);
        } catch (BadInputException e) {
            coordinator.close();
            throw e;
        }
    }

    /**
     * A worker knows that it has joined before the coordinator does. A worker that the coordinator does not hear of is
     * restarted.
     *
     * @return the names of all workers
     */
    private static List<String> requireMembers(ClusterCoordinator coordinator, Workers workers, int count) {
        for (int starts = 1; ; starts++) {
            try {
                return coordinator.members(count, HEARSAY).join();
            } catch (CompletionException e) {
                if (starts == STARTS) {
                    workers.close();
                    throw new BadInputException(e.getCause().getMessage());
                }
                restart(coordinator, workers);
            }
        }
    }

    private static void restart(ClusterCoordinator coordinator, Workers workers) {
        List<String> names =
                workers.restartAllBut(coordinator.members(0, HEARSAY).join());
        System.out.println("[wse] note: restarted after " + HEARSAY.toSeconds() + " s without contact: "
                + String.join(", ", names));
    }

    private static ClusterCoordinator open(ClusterOptions options) {
        try {
            return ClusterCoordinator.open(options);
        } catch (IOException e) {
            throw new BadInputException("the run cannot listen for its members: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new BadInputException("the run cannot lead its members: " + e.getMessage());
        }
    }

    /** Heap for the users of one worker: as strings, and in the messages that bring them. */
    private static long heapOfUsers(Target target, Spread spread) {
        return 4 * target.contact().context().users().bytes() / spread.processes();
    }

    /** All processes together have as many event loops as one process would have. */
    private static int loops(Config config, Spread spread) {
        int all = config.get(Settings.EVENT_LOOPS) == 0
                ? Runtime.getRuntime().availableProcessors()
                : config.get(Settings.EVENT_LOOPS);
        return Math.max(1, all / spread.processes());
    }
}
