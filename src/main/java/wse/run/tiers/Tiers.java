package wse.run.tiers;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wse.config.Config;
import wse.config.ConnectConfig;
import wse.config.GateSettings;
import wse.config.SearchSettings;
import wse.config.Settings;
import wse.config.StormSettings;
import wse.config.TestKind;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.measure.TierShape;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.ScenarioPlan;
import wse.plan.Settling;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** Creates the tiers of a run from the settings, in order. Pure. */
public final class Tiers {

    /** Total for all connections: twice the 10,000 calls after which C2 compiles a method. */
    private static final int WARM_UP_PINGS = 20_000;

    /** Minimum per connection. It is enough for C1, the compiler that is used with many processes. */
    private static final int FEWEST_WARM_UP_PINGS = 4;

    private static final int MOST_WARM_UP_PINGS = 100;

    /** Long enough for what the JIT compiler does in the background, as {@link #warmUpStorms} explains. */
    private static final double PACED_WARM_UP_SECONDS = 5;

    private final Config config;
    private final Floods floods;

    private Tiers(Config config, Dialect dialect) {
        this.config = config;
        this.floods = new Floods(config, dialect);
    }

    /**
     * The warm-up tiers, which are carried out first and not measured.
     *
     * @param processes number of processes that share the warm-up; each of them starts cold
     */
    public static List<Tier> warmUp(Config config, Dialect dialect, int processes) {
        return new Tiers(config, dialect).warmUp(processes);
    }

    /**
     * The measured tiers, round by round. A connection-limit search has none; it has {@linkplain #limitStep steps} instead.
     */
    public static List<Tier> measured(Config config, Dialect dialect) {
        Tiers tiers = new Tiers(config, dialect);
        return IntStream.rangeClosed(1, config.get(GateSettings.REPEAT))
                .boxed()
                .flatMap(round -> tiers.round(round).stream())
                .toList();
    }

    private List<Tier> round(int round) {
        return Stream.concat(config.tiers().stream().flatMap(this::measured), paced())
                .map(tier -> tier.inRound(round))
                .toList();
    }

    /** The largest storm once more, at a pace that leaves the client with capacity to spare. */
    private Stream<Tier> paced() {
        double rate = config.connect().pacedPerSecond();
        return config.tiers().stream()
                .filter(size -> config.test() == TestKind.CONNECTION_STORM && rate > 0)
                .max(Comparator.naturalOrder())
                .map(size -> storm(ramp(config.connect(), size).withConnectsPerSecond(rate)))
                .stream();
    }

    /**
     * The plan of the largest tier, or of the largest step.
     *
     * @param sources number of addresses to connect from; 0 to let the operating system choose
     */
    public static TierPlan largest(Config config, Dialect dialect, int sources) {
        if (config.test() == TestKind.CONNECTION_LIMIT) {
            SearchStep most = SearchStep.ofSize(
                    config.get(SearchSettings.MAX_CONNECTIONS),
                    LimitStep.Before.KEEP,
                    config.connect().ratePerSecond());
            return limitStep(config, most, sources).plan();
        }
        return measured(config, dialect).stream()
                .map(Tier::plan)
                .max(Comparator.comparingInt(TierPlan::connections))
                .orElseThrow();
    }

    /** The tiers of a run in order: the warm-up, then the measured ones. */
    public static List<Tier> all(Config config, Dialect dialect, int processes) {
        return Stream.concat(warmUp(config, dialect, processes).stream(), measured(config, dialect).stream())
                .toList();
    }

    /** The only tier of a simulation that a user has written. */
    public static Tier scenario(Config config) {
        return new Tier("scenario", new ScenarioPlan(ramp(config.connect(), 1)), new TierShape.Scenario(0), false);
    }

    /**
     * One step of a search for the most connections.
     *
     * @param sources number of addresses to connect from; 0 to let the operating system choose one
     */
    public static Tier limitStep(Config config, SearchStep step, int sources) {
        Ramp ramp = ramp(config.connect(), step.connections()).withConnectsPerSecond(step.connectsPerSecond());
        boolean pinged =
                config.isGiven(Settings.PING_INTERVAL) || !config.protocol().keepsAlive();
        HoldPlan hold = holdPlan(config, ramp, step.hold(config.get(Settings.HOLD_DURATION)));
        TierShape shape = new TierShape.LimitStep(
                step.connections(),
                OptionalInt.of(Math.max(1, Math.min(sources, step.connections()))),
                step.rate(),
                step.purpose());
        return new Tier(
                step.name(), new LimitStep(hold, step.before(), step.added(), step.pause(), pinged), shape, false);
    }

    /** The highest number of pings per second that a measured tier sends on a schedule, over all its connections. */
    public static double scheduledPingsPerSecond(Config config, Dialect dialect) {
        Stream<TierPlan> plans = config.test() == TestKind.CONNECTION_LIMIT
                ? Stream.of(largest(config, dialect, 0))
                : measured(config, dialect).stream().map(Tier::plan);
        return plans.mapToDouble(TierPlan::scheduledPingsPerSecond).max().orElse(0);
    }

    private List<Tier> warmUp(int processes) {
        if (config.get(Settings.WARM_UP) == 0) {
            return List.of();
        }
        int connections = warmUpConnections(processes);
        Ramp ramp = ramp(config.connect(), connections);
        if (config.test().isFlood()) {
            return floods.warmUp(ramp);
        }
        return config.test() == TestKind.CONNECTION_STORM
                ? warmUpStorms(ramp)
                : List.of(new Tier("warm-up", warmUpPings(ramp), TierShape.Pings.closed(connections), true));
    }

    /**
     * Connects that arrive one by one take other paths through the code than those of a storm. Without a warm-up of their own,
     * the JIT compiler used 0.7 s of CPU during a paced tier of 3,000 connects, on the core of the event loop; during a second
     * one 0.2 s, and during a third one 0.02 s (a client with one core, 1,000 connects per second, 2026-11-28).
     */
    private List<Tier> warmUpStorms(Ramp ramp) {
        Tier storm = new Tier("warm-up", new StormPlan(ramp), new TierShape.Storm(ramp.connections()), true);
        double rate = config.connect().pacedPerSecond();
        if (rate == 0) {
            return List.of(storm);
        }
        int given = config.isGiven(Settings.WARM_UP) ? ramp.connections() : Integer.MAX_VALUE;
        int connections = upToUsers(Math.min(given, Math.max(1, (int)
                Math.min(largest(config.tiers()), rate * PACED_WARM_UP_SECONDS))));
        Ramp paced = ramp(config.connect(), connections).withConnectsPerSecond(rate);
        TierShape shape = new TierShape.Storm(connections, OptionalDouble.of(rate));
        return List.of(storm, new Tier("warm-up paced", new StormPlan(paced), shape, true));
    }

    private PingPlan warmUpPings(Ramp ramp) {
        return new PingPlan(ramp, warmUpPings(ramp.connections()), 0, config.get(Settings.PONG_TIMEOUT));
    }

    /** No more connections than the machine has resources for, or than there are users. */
    private int warmUpConnections(int processes) {
        int one = warmUpOfOneProcess();
        int connections = (int) Math.min((long) one * processes, Math.max(one, largest(config.tiers())));
        return upToUsers(connections);
    }

    private int upToUsers(int connections) {
        Users users = config.target().users();
        return users.isEmpty() || users.areReused() ? connections : Math.min(connections, users.count());
    }

    /**
     * By default, a server that the user names gets no more connections at the same time than the test itself opens: whoever
     * tests it with five connections does not expect thousands before. The embedded server is there only for the test, so it
     * always gets enough of them for the JIT compilers of both sides.
     */
    private int warmUpOfOneProcess() {
        int wanted = config.get(Settings.WARM_UP);
        boolean fits = config.target().isEmbedded() || config.isGiven(Settings.WARM_UP);
        return fits ? wanted : Math.min(wanted, largestTier());
    }

    /** For a search, its first step. */
    private int largestTier() {
        return config.test() == TestKind.CONNECTION_LIMIT
                ? config.get(SearchSettings.FIRST_STEP)
                : largest(config.tiers());
    }

    private static int largest(List<Integer> tiers) {
        return tiers.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static int warmUpPings(int connections) {
        return Math.max(FEWEST_WARM_UP_PINGS, Math.min(MOST_WARM_UP_PINGS, WARM_UP_PINGS / connections));
    }

    private Stream<Tier> measured(int connections) {
        Ramp ramp = ramp(config.connect(), connections);
        return switch (config.test()) {
            case CONNECTION_STORM -> Stream.of(storm(ramp));
            case PING_LATENCY -> Stream.of(closedPings(ramp), openPings(ramp));
            case SUSTAINED_HOLD -> Stream.of(hold(ramp));
            case CONNECTION_LIMIT, SCENARIO -> Stream.empty();
            case THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON -> floods.measured(ramp).stream();
        };
    }

    private Tier storm(Ramp ramp) {
        Settling settling = new Settling(config.get(StormSettings.SETTLE_TIME), config.get(Settings.PONG_TIMEOUT));
        double rate = ramp.connectsPerSecond();
        TierShape shape =
                new TierShape.Storm(ramp.connections(), rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty());
        String pace = rate > 0 ? " paced" : "";
        return new Tier("storm " + ramp.connections() + pace, new StormPlan(ramp, settling), shape, false);
    }

    private Tier closedPings(Ramp ramp) {
        PingPlan plan = new PingPlan(ramp, config.get(Settings.PINGS), 0, config.get(Settings.PONG_TIMEOUT));
        TierShape shape = TierShape.Pings.closed(ramp.connections());
        return new Tier("ping " + ramp.connections() + " closed", plan, shape, false);
    }

    private Tier openPings(Ramp ramp) {
        double rate = config.get(Settings.PING_RATE);
        double seconds = config.get(Settings.DURATION).toNanos() / 1e9;
        int pings = (int) Math.max(1, Math.round(rate * seconds));
        PingPlan plan = new PingPlan(ramp, pings, rate, config.get(Settings.PONG_TIMEOUT));
        TierShape shape = TierShape.Pings.open(ramp.connections(), rate);
        return new Tier("ping " + ramp.connections() + " open", plan, shape, false);
    }

    private static HoldPlan holdPlan(Config config, Ramp ramp, Duration hold) {
        return new HoldPlan(ramp, hold, config.get(Settings.PING_INTERVAL), config.get(Settings.PONG_TIMEOUT));
    }

    private Tier hold(Ramp ramp) {
        double rate = 1e9 / config.get(Settings.PING_INTERVAL).toNanos();
        TierShape shape = new TierShape.Hold(ramp.connections(), rate);
        return new Tier(
                "hold " + ramp.connections(), holdPlan(config, ramp, config.get(Settings.HOLD_DURATION)), shape, false);
    }

    private static Ramp ramp(ConnectConfig connect, int connections) {
        return new Ramp(
                connections,
                connect.window().of(connections),
                connect.ratePerSecond(),
                connect.connectTimeout(),
                connect.readyTimeout());
    }
}
