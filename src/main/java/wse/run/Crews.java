package wse.run;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import wse.child.ClassArchive;
import wse.cluster.Briefing;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.Seeds;
import wse.cluster.ShareOutlook;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.CrewConfig;
import wse.plan.TierPlan;

/** Sets up who carries out the tiers of a run. */
final class Crews {

    private static final String COORDINATOR = "coordinator";

    /** From a worker's word that it has joined to the coordinator's hearing of it: milliseconds, on an idle machine. */
    private static final Duration HEARSAY = Duration.ofSeconds(20);

    /** Seen twice, on a busy machine: a worker that said it had joined, and was not heard of; the cause was not found. */
    private static final int STARTS = 3;

    /** Agents that wait already are there within the time that parts of a cluster take to find each other. */
    private static final Duration AGENTS_WITHIN = Duration.ofSeconds(60);

    private Crews() {}

    /**
     * Agents of this machine or of others, waited for.
     *
     * @throws BadInputException if too few of them come
     */
    static Crew ofAgents(
            Config config, Spread spread, Target target, ScheduledExecutorService watchThread, IntervalLog intervals) {
        CrewConfig crew = config.crew();
        ClusterCoordinator coordinator = open(new ClusterOptions(
                COORDINATOR,
                MemberBriefing.inet(crew.clusterAddress()),
                crew.clusterPort(),
                Seeds.none(),
                ClusterSecret.of(crew.clusterSecret().reveal()),
                ClusterOptions.DEFAULT_SILENCE));
        System.out.println("[wse] waiting for " + crew.agents()
                + " agents; on each machine: java -jar wse-stress.jar agent --join " + crew.clusterAddress() + ":"
                + crew.clusterPort());
        try {
            List<String> names =
                    coordinator.members(crew.agents(), AGENTS_WITHIN).join();
            System.out.println("[wse] agents: " + String.join(", ", names));
        } catch (CompletionException e) {
            coordinator.close();
            throw new BadInputException(e.getCause().getMessage());
        }
        Briefing briefing = new MemberBriefing(
                        target.contact(),
                        EngineTransport.of(config).name(),
                        config.eventLoops(),
                        spread.sourceAddresses())
                .write();
        requireRoom(
                coordinator,
                Tiers.largest(config, target.dialect(), spread.sourceAddresses().size()),
                briefing);
        return new ClusterCrew(crew.agents(), coordinator, null, briefing, target, watchThread, intervals);
    }

    /** Each agent knows what its machine allows; the run refuses what cannot work before any of them begins. */
    private static void requireRoom(ClusterCoordinator coordinator, TierPlan largest, Briefing briefing) {
        Map<String, ShareOutlook> outlooks;
        try {
            outlooks = coordinator
                    .outlook(largest, briefing)
                    .orTimeout(AGENTS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            coordinator.close();
            throw new BadInputException("all agents must say what their machines allow: " + e.getCause());
        }
        outlooks.forEach((name, outlook) ->
                outlook.notes().forEach(note -> System.out.println("[wse] note: agent " + name + ": " + note)));
        List<String> refusals = outlooks.entrySet().stream()
                .filter(entry -> entry.getValue().refusal() != null)
                .map(entry ->
                        "agent " + entry.getKey() + ": " + entry.getValue().refusal())
                .sorted()
                .toList();
        if (!refusals.isEmpty()) {
            coordinator.close();
            throw new BadInputException(String.join("; ", refusals));
        }
    }

    /**
     * Processes of this machine, started and waited for.
     *
     * @throws BadInputException if one does not start
     */
    static Crew ofWorkers(
            Config config,
            Spread spread,
            Target target,
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
                    spread.heapBytes(),
                    coordinator.address().getPort(),
                    secret,
                    archive,
                    target.provider(),
                    target.plugins()));
            requireMembers(coordinator, workers, spread.processes());
            workers.onLoss(loss -> narrator.say("[wse] note: " + loss));
            Briefing briefing = new MemberBriefing(
                            target.contact(),
                            EngineTransport.of(config).name(),
                            loops(config, spread),
                            spread.sourceAddresses())
                    .write();
            return new ClusterCrew(spread.processes(), coordinator, workers, briefing, target, watchThread, intervals);
        } catch (BadInputException e) {
            coordinator.close();
            throw e;
        }
    }

    /** A worker knows that it has joined before the coordinator does. One that is not heard of is started anew. */
    private static void requireMembers(ClusterCoordinator coordinator, Workers workers, int count) {
        for (int starts = 1; ; starts++) {
            try {
                coordinator.members(count, HEARSAY).join();
                return;
            } catch (CompletionException e) {
                if (starts == STARTS) {
                    workers.close();
                    throw new BadInputException(e.getCause().getMessage());
                }
                startAnew(coordinator, workers);
            }
        }
    }

    private static void startAnew(ClusterCoordinator coordinator, Workers workers) {
        List<String> names =
                workers.restartAllBut(coordinator.members(0, HEARSAY).join());
        System.out.println("[wse] note: started anew, for not having been heard of within " + HEARSAY.toSeconds()
                + " s: " + String.join(", ", names));
    }

    private static ClusterCoordinator open(ClusterOptions options) {
        try {
            return ClusterCoordinator.open(options);
        } catch (IOException e) {
            throw new BadInputException("the run must be able to listen for its members: " + e.getMessage());
        }
    }

    /** All processes together have as many as one would. */
    private static int loops(Config config, Spread spread) {
        int all = config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
        return Math.max(1, all / spread.processes());
    }
}
