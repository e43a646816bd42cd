package wse.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.SearchSettings;
import wse.config.Settings;
import wse.config.SuiteSettings;
import wse.config.SuiteTest;
import wse.config.TestKind;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.run.tiers.Tiers;
import wse.text.Units;

/**
 * Estimates how long a suite will still take. Each test is a process of its own, so the estimate follows from the plans of
 * the tests, which run in the alphabetical order of their simulations. Thread-safe.
 */
final class SuiteClock {

    /** Starting the process and the server, the warm-up, and both reports; measured on two cores. */
    private static final Duration AROUND_A_TEST = Duration.ofSeconds(11);

    /** Between two tiers: closing the connections, and judging the client. */
    private static final Duration AROUND_A_TIER = Duration.ofMillis(1_200);

    private static final double CONNECTS_PER_SECOND = 5_000;

    private final String id;
    private final int number;
    private final int all;
    private final Duration own;
    private final Duration others;
    private final long startNanos = System.nanoTime();

    SuiteClock(String id, int number, int all, Duration own, Duration others) {
        this.id = id;
        this.number = number;
        this.all = all;
        this.own = own;
        this.others = others;
    }

    /** @return empty if the run does not belong to a suite */
    static Optional<SuiteClock> of(Config config, String simulation) {
        return config.find(SuiteSettings.SUITE_ID)
                .flatMap(id -> SuiteTest.of(simulation).map(test -> of(id, config, test)));
    }

    private static SuiteClock of(String id, Config config, SuiteTest test) {
        List<SuiteTest> order = order();
        int position = order.indexOf(test);
        Duration others = order.subList(position + 1, order.size()).stream()
                .map(SuiteClock::planned)
                .reduce(Duration.ZERO, Duration::plus);
        return new SuiteClock(id, position + 1, order.size(), planned(config), others);
    }

    /** Gatling's plugin runs the simulations in this order. */
    static List<SuiteTest> order() {
        return Stream.of(SuiteTest.values())
                .sorted(Comparator.comparing(SuiteTest::simulation))
                .toList();
    }

    /** A test whose settings are not accepted ends at once. */
    private static Duration planned(SuiteTest test) {
        try {
            return planned(Config.load(test.kind(), test.simulation()));
        } catch (BadInputException refused) {
            return Duration.ZERO;
        }
    }

    static Duration planned(Config config) {
        Duration tiers = config.test() == TestKind.CONNECTION_LIMIT
                ? steps(config)
                : Tiers.measured(config, Target.dialect(config)).stream()
                        .map(SuiteClock::planned)
                        .reduce(Duration.ZERO, Duration::plus);
        return tiers.plus(AROUND_A_TEST);
    }

    private static Duration planned(Tier tier) {
        return tier.plan()
                .durationAfterRamp()
                .orElse(Duration.ofSeconds(1))
                .plus(ramp(tier.connections()))
                .plus(AROUND_A_TIER);
    }

    private static Duration ramp(int connections) {
        return Duration.ofMillis(Math.round(1_000.0 * connections / CONNECTS_PER_SECOND));
    }

    /** The doubling steps of a search that meets no limit. */
    private static Duration steps(Config config) {
        int most = config.get(SearchSettings.MAX_CONNECTIONS);
        long steps = 1;
        for (long step = config.get(SearchSettings.FIRST_STEP); step < most; step *= 2) {
            steps++;
        }
        return config.get(Settings.HOLD_DURATION)
                .plus(AROUND_A_TIER)
                .multipliedBy(steps)
                .plus(ramp(most));
    }

    /** The first line of a test. */
    String announcement() {
        return "suite " + id + ": test " + number + " of " + all + ", about " + left(Duration.ZERO) + " left";
    }

    /** The end of each live line. */
    Supplier<String> suffix() {
        return () -> ", test " + number + " of " + all + ", about "
                + left(Duration.ofNanos(System.nanoTime() - startNanos)) + " left in all";
    }

    String left(Duration elapsed) {
        Duration rest = own.minus(elapsed);
        return Units.clock(others.plus(rest.isNegative() ? Duration.ZERO : rest));
    }
}
