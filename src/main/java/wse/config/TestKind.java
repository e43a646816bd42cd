package wse.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of tests: one for each simulation of the project, and one for all simulations that users write. */
public enum TestKind {
    CONNECTION_STORM("Connection Storm", Check.NONE),
    PING_LATENCY("Ping/Pong Latency", Contradictions::checkPings),
    SUSTAINED_HOLD("Sustained Hold", Contradictions::checkHold),
    THROUGHPUT("Throughput Saturation", FloodContradictions::check),
    SIZE_MATRIX("Size x Connections", FloodContradictions::check),
    FORMAT_COMPARISON("Format Comparison", FloodContradictions::check),
    CONNECTION_LIMIT("Connection Limit", Contradictions::checkLimit),
    /** A simulation that a user has written with {@code WseDsl}: its virtual users decide what happens, not a plan. */
    SCENARIO("Scenario", Check.NONE);

    /** Refuses settings of the test that are allowed individually but not together. */
    @FunctionalInterface
    interface Check {

        /** No setting of the test depends on another. */
        Check NONE = (test, values, protocol) -> {};

        void check(TestKind test, Values values, Protocol protocol);
    }

    private final String title;
    private final Check check;

    TestKind(String title, Check check) {
        this.title = title;
        this.check = check;
    }

    /** @throws BadInputException on the first contradiction between settings of this test */
    void check(Values values, Protocol protocol) {
        check.check(this, values, protocol);
    }

    /** The test with this name in {@code results.json}; empty if there is none. */
    public static Optional<TestKind> of(String label) {
        return Stream.of(values()).filter(test -> test.label().equals(label)).findFirst();
    }

    /** The title of its reports. */
    public String title() {
        return title;
    }

    /** Whether the test sends messages as fast as the other side reads them. */
    public boolean isFlood() {
        return this == THROUGHPUT || this == SIZE_MATRIX || this == FORMAT_COMPARISON;
    }

    /** Whether the test needs the Netty engine, because Gatling's own engine cannot carry it out. */
    public boolean isOfNettyOnly() {
        return isFlood() || this == CONNECTION_LIMIT || this == SCENARIO;
    }

    /** Whether the settings define the load, rather than a simulation that a user has written. */
    public boolean isPlanned() {
        return this != SCENARIO;
    }

    /** The name in {@code results.json}, as in {@code "ping-latency"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The simple name of the simulation, as in {@code "PingLatencySimulation"}; {@code "WseDsl"} for all that users
     * write.
     */
    public String simulation() {
        return this == SCENARIO ? "WseDsl" : nameOfSimulation();
    }

    private String nameOfSimulation() {
        return Stream.of(name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + "Simulation";
    }
}
