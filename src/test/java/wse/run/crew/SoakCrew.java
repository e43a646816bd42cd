package wse.run.crew;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import wse.child.ClassArchive;
import wse.cluster.Briefings;
import wse.cluster.ClusterCoordinator;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.Seeds;
import wse.config.Config;
import wse.run.target.CurrentTarget;
import wse.run.target.EngineTransport;
import wse.run.target.Target;
import wse.run.watch.IntervalLog;

/**
 * Workers that carry out tiers of different tests, one after another. A run has tiers of a single test, but agents serve many
 * runs in turn, and change their client when the briefing changes; so do these workers.
 */
public final class SoakCrew implements AutoCloseable {

    private static final Duration JOIN_WITHIN = Duration.ofSeconds(60);

    private final Spread spread;
    private final ClusterCoordinator coordinator;
    private final Workers workers;
    private final List<String> names;

    private SoakCrew(Spread spread, ClusterCoordinator coordinator, Workers workers, List<String> names) {
        this.spread = spread;
        this.coordinator = coordinator;
        this.workers = workers;
        this.names = names;
    }

    /** Starts as many workers as the settings say, and waits for them. */
    public static SoakCrew start(Config config, Target target) throws Exception {
        Spread spread = MachineCheck.require(config, Target.known(config.target()));
        String secret = ClusterSecret.randomText();
        ClusterCoordinator coordinator = ClusterCoordinator.open(new ClusterOptions(
                "coordinator",
                InetAddress.getLoopbackAddress(),
                0,
                Seeds.none(),
                ClusterSecret.of(secret),
                Worker.SILENCE,
                Worker.REUNION));
        Workers workers = Workers.start(new Workers.Make(
                spread.processes(),
                spread.heapBytes(),
                coordinator.address().getPort(),
                secret,
                ClassArchive.NONE,
                target.provider(),
                target.plugins()));
        List<String> names =
                coordinator.members(spread.processes(), JOIN_WITHIN).join();
        return new SoakCrew(spread, coordinator, workers, names);
    }

    /** The same workers, for the tiers of one test. It need not be closed, because {@link #close()} ends the workers. */
    public Crew on(Config config, Target target, ScheduledExecutorService watchThread, IntervalLog intervals) {
        CurrentTarget current = CurrentTarget.of(target);
        Briefings briefings = new CurrentBriefings(
                current,
                now -> new MemberBriefing(
                                now.contact(), EngineTransport.of(config).name(), 1, spread.sourceAddresses())
                        .write());
        return new ClusterCrew(names, coordinator, () -> {}, briefings, current, watchThread, intervals);
    }

    @Override
    public void close() {
        coordinator.over();
        workers.close();
        coordinator.close();
    }
}
