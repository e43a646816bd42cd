package wse.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tests of a suite: the seven tests in the order of the published suite, then two that repeat a tier with Gatling's
 * own engine, which shows what each engine costs.
 */
public enum SuiteTest {
    STORM(TestKind.CONNECTION_STORM),
    PING(TestKind.PING_LATENCY),
    THROUGHPUT(TestKind.THROUGHPUT),
    SIZES(TestKind.SIZE_MATRIX),
    FORMATS(TestKind.FORMAT_COMPARISON),
    HOLD(TestKind.SUSTAINED_HOLD),
    LIMIT(TestKind.CONNECTION_LIMIT),
    STORM_BY_GATLING(TestKind.CONNECTION_STORM, "ConnectionStormByGatlingSimulation"),
    PING_BY_GATLING(TestKind.PING_LATENCY, "PingLatencyByGatlingSimulation");

    private final TestKind kind;
    private final String simulation;

    SuiteTest(TestKind kind) {
        this(kind, kind.simulation());
    }

    SuiteTest(TestKind kind, String simulation) {
        this.kind = kind;
        this.simulation = simulation;
    }

    /**
     * The test that a simulation carries out.
     *
     * @param className its class name, with or without the package
     * @return empty if the simulation is not part of a suite
     */
    public static Optional<SuiteTest> of(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(test -> test.simulation.equals(simple))
                .findFirst();
    }

    public TestKind kind() {
        return kind;
    }

    /** The simple name of the simulation. */
    public String simulation() {
        return simulation;
    }

    /** Whether the test only shows what Gatling's own engine costs. */
    public boolean isByGatling() {
        return this == STORM_BY_GATLING || this == PING_BY_GATLING;
    }

    /** Its number in the suite, from 1. The published suite numbers the first seven tests likewise. */
    public int number() {
        return 1 + List.of(values()).indexOf(this);
    }

    /** As in {@code Test 1: Connection Storm}. */
    public String title() {
        return isByGatling() ? kind.title() + ", with Gatling's own engine" : "Test " + number() + ": " + kind.title();
    }
}
