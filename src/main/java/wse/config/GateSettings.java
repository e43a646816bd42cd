package wse.config;

import static wse.config.TestKind.CONNECTION_LIMIT;
import static wse.config.TestKind.CONNECTION_STORM;
import static wse.config.TestKind.FORMAT_COMPARISON;
import static wse.config.TestKind.SIZE_MATRIX;
import static wse.config.TestKind.SUSTAINED_HOLD;
import static wse.config.TestKind.THROUGHPUT;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the {@linkplain Settings table of settings} that repeat a run, compare it with others, and decide whether it passes. */
public final class GateSettings {

    private static final int MOST_ROUNDS = 1_000;
    private static final double MOST_PERCENT = 1_000;
    private static final double MOST_PER_SECOND = 1e9;

    /** All tests except the search, whose steps are not known beforehand. */
    private static final TestKind[] WITH_TIERS = Stream.of(TestKind.values())
            .filter(test -> test != CONNECTION_LIMIT)
            .toArray(TestKind[]::new);

    private static final TestKind[] WITH_PLANNED_TIERS =
            Stream.of(WITH_TIERS).filter(TestKind::isPlanned).toArray(TestKind[]::new);

    public static final Setting<Integer> REPEAT = Setting.of(
                    "wse.repeat",
                    Kind.count(1, MOST_ROUNDS),
                    "how often the tiers are measured, in rounds: 2 measures the tiers 100,500 as 100,500,100,500. A"
                            + " comparison needs several rounds to tell a change from noise")
            .byDefault("1")
            .onlyIn(WITH_PLANNED_TIERS);

    public static final Setting<Path> BASELINE = Setting.of(
            "wse.baseline",
            Texts.RESULTS,
            "earlier results with which this run is compared when it ends; the comparison tells changes from noise");
    public static final Setting<Double> MAX_REGRESSION = Setting.of(
            "wse.maxRegression",
            Kind.decimal(0, MOST_PERCENT),
            "the run fails if a figure is worse than in wse.baseline by more than this percentage. It also fails if the"
                    + " comparison is inconclusive: too few repeats, or runs that cannot be compared");
    public static final Setting<LatencyLimits> MAX_P99 = Setting.of(
                    "wse.maxP99",
                    Kind.of(
                            "a duration, such as 800us, 50ms or 1s; in ping-latency also one for each schedule, such as"
                                    + " closed:20ms,open:50ms",
                            LatencyLimits::parse),
                    "the run fails if the 99th percentile in a tier is higher: in a storm, of the time until a connection is"
                            + " ready; otherwise, of the latency of pings or echoes, counted from the intended send if"
                            + " there is a schedule")
            .onlyIn(WITH_TIERS);
    public static final Setting<Double> MIN_RATE = Setting.of(
                    "wse.minRate",
                    Kind.decimal(0, MOST_PER_SECOND),
                    "the run fails if the rate in a tier is lower: accepted connections per second in a storm, confirmed"
                            + " messages per second in a flood")
            .onlyIn(CONNECTION_STORM, THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON);
    public static final Setting<Boolean> FAIL_ON_SUSPECT = Setting.of(
                    "wse.failOnSuspect",
                    Kind.flag(),
                    "whether the run fails if the verdict on a tier is SUSPECT or STARVED")
            .byDefault("false");

    public static final Setting<Double> MAX_FAILED_PERCENT = Setting.of(
                    "wse.maxFailedPercent",
                    Kind.decimal(0, 100),
                    "percentage of failed requests (connects, pings, confirmations of a flood) with which the "
                            + "run still ends with exit code 0")
            .byDefaultIfPlanned("0")
            .onlyIn(WITH_TIERS);
    public static final Setting<Double> MIN_SURVIVAL_PERCENT = Setting.of(
                    "wse.minSurvivalPercent",
                    Kind.decimal(0, 100),
                    "the run fails if a smaller percentage of the held connections answers at the end")
            .byDefault("100")
            .onlyIn(SUSTAINED_HOLD);
    public static final Setting<Integer> MIN_CONNECTIONS = Setting.of(
                    "wse.minConnections",
                    Kind.count(0, Integer.MAX_VALUE),
                    "the run fails if the connection limit is lower")
            .byDefault("0")
            .onlyIn(CONNECTION_LIMIT);

    static final List<Setting<?>> ALL = List.of(
            MAX_FAILED_PERCENT,
            MIN_SURVIVAL_PERCENT,
            MIN_CONNECTIONS,
            MAX_P99,
            MIN_RATE,
            FAIL_ON_SUSPECT,
            REPEAT,
            BASELINE,
            MAX_REGRESSION);

    private GateSettings() {}
}
