package wse.config;

import static wse.config.GateSettings.MIN_CONNECTIONS;
import static wse.config.RouteSettings.ADDRESSES;
import static wse.config.RouteSettings.PROXY;
import static wse.config.ScriptSettings.SCRIPT;
import static wse.config.SearchSettings.FIRST_STEP;
import static wse.config.SearchSettings.LIMIT_RESOLUTION;
import static wse.config.SearchSettings.MAX_CONNECTIONS;
import static wse.config.Settings.CLUSTER_SECRET;
import static wse.config.Settings.CLUSTER_SECRET_FILE;
import static wse.config.Settings.CONFIRM_TARGET;
import static wse.config.Settings.CONNECT_TIMEOUT;
import static wse.config.Settings.DIALECT;
import static wse.config.Settings.DURATION;
import static wse.config.Settings.ENGINE;
import static wse.config.Settings.FORM;
import static wse.config.Settings.HOLD_DURATION;
import static wse.config.Settings.HOST;
import static wse.config.Settings.METRICS;
import static wse.config.Settings.PATH;
import static wse.config.Settings.PING_INTERVAL;
import static wse.config.Settings.PING_RATE;
import static wse.config.Settings.PORT;
import static wse.config.Settings.SECRET;
import static wse.config.Settings.SERVER_MAX_CONNECTIONS;
import static wse.config.Settings.SERVER_PING_INTERVAL;
import static wse.config.Settings.SERVER_PROCESSES;
import static wse.config.Settings.SERVER_READ;
import static wse.config.Settings.SPLIT_CORES;
import static wse.config.Settings.TOKEN;
import static wse.config.SuiteSettings.SERVER;
import static wse.config.SuiteSettings.SUITE;
import static wse.config.SuiteSettings.SUITE_ID;
import static wse.config.TlsSettings.TLS;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import wse.text.Words;

/** Checks for settings that are allowed individually but not together. */
final class Contradictions {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Allowed in every run, because they may be set in the environment for all runs on a machine. */
    private static final Set<Setting<?>> OF_ALL_RUNS = Set.of(CLUSTER_SECRET, CLUSTER_SECRET_FILE);

    private Contradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(TestKind test, Values values, Protocol protocol) {
        checkRequest(values);
        checkTarget(values, protocol);
        checkSuite(values);
        TlsContradictions.check(values);
        UserContradictions.check(test, values);
        checkToken(values, protocol);
        checkMetrics(values, protocol);
        checkEngine(test, values);
        RouteContradictions.check(values);
        CompressionSettings.check(values);
        AgentContradictions.check(values);
        GateContradictions.check(test, values);
        LiveContradictions.check(values);
        test.check(values, protocol);
    }

    /**
     * Rejects settings without effect in this test, because whoever sets them expects an effect. In a suite, they may be
     * for another test.
     */
    static void checkTest(TestKind test, Values values) {
        if (isInSuite(values)) {
            return;
        }
        for (Setting<?> setting : Settings.ALL) {
            refuse(
                    values.isGiven(setting) && !setting.tests().contains(test) && !OF_ALL_RUNS.contains(setting),
                    () -> setting.key() + " has no effect in " + test.simulation() + ", only in "
                            + Words.and(setting.simulations()) + ": " + values.asGiven(setting)
                            + "; leave it out");
        }
    }

    /** Checked before anything else asks for the protocol. */
    static void checkScript(Values values) {
        boolean described = values.get(DIALECT).equals(Config.SCRIPT_DIALECT);
        refuse(
                values.isGiven(SCRIPT) && !described,
                () -> "wse.script describes the protocol, but wse.dialect names another one: "
                        + values.asGiven(SCRIPT) + ", " + values.asGiven(DIALECT)
                        + "; leave one of them out");
        refuse(
                described && !values.isGiven(SCRIPT),
                () -> "wse.dialect=script needs the file that describes the protocol: " + values.asGiven(DIALECT)
                        + "; give wse.script=FILE, or another dialect");
    }

    private static void checkRequest(Values values) {
        RequestConfig.check(values);
        refuse(
                values.get(HOST) == null && !RequestConfig.of(values).isEmpty(),
                () ->
                        "headers, queries and subprotocols of your own need wse.host; without it, the run starts the embedded"
                                + " server: " + RequestConfig.of(values) + "; give wse.host too or leave them out");
    }

    private static boolean isInSuite(Values values) {
        return values.get(SUITE) != null;
    }

    private static void checkSuite(Values values) {
        refuse(
                !isInSuite(values) && values.isGiven(SUITE_ID),
                () -> "wse.suiteId has no effect without wse.suite: " + values.asGiven(SUITE_ID)
                        + "; give -Dwse.suite=default, or leave it out");
        refuse(
                isInSuite(values) && !values.isGiven(SUITE_ID),
                () -> "a run in a suite needs wse.suiteId, which Maven sets only for -Dwse.suite on the command line: "
                        + values.asGiven(SUITE) + "; pass -Dwse.suite to Maven, or also give wse.suiteId");
    }

    private static void checkTarget(Values values, Protocol protocol) {
        if (values.get(HOST) != null) {
            for (Setting<?> setting : List.of(
                    SERVER,
                    FORM,
                    SERVER_READ,
                    SERVER_MAX_CONNECTIONS,
                    SERVER_PROCESSES,
                    SPLIT_CORES,
                    SERVER_PING_INTERVAL)) {
                refuse(
                        values.isGiven(setting),
                        () -> setting.key() + " configures the embedded server, which wse.host replaces: "
                                + values.asGiven(setting) + ", " + values.asGiven(HOST) + "; leave one out");
            }
            return;
        }
        for (Setting<?> setting : List.of(PORT, CONFIRM_TARGET, PATH, METRICS, ADDRESSES, PROXY)) {
            refuse(values.isGiven(setting), () -> needsHost(setting, values));
        }
        refuse(values.get(TLS), () -> needsHost(TLS, values));
        refuse(
                !protocol.isSpokenByReferenceServer(),
                () -> needsHost(values.isGiven(SCRIPT) ? SCRIPT : DIALECT, values));
    }

    private static String needsHost(Setting<?> setting, Values values) {
        return setting.key() + " needs wse.host; without it, the run starts the embedded server: "
                + values.asGiven(setting) + "; give wse.host too or leave it out";
    }

    private static void checkToken(Values values, Protocol protocol) {
        refuse(
                values.isGiven(TOKEN) && values.isGiven(SECRET),
                () -> "wse.token is sent instead of a token signed with wse.secret: both are given; leave one out");
        for (Setting<?> setting : List.of(TOKEN, SECRET)) {
            refuse(
                    !protocol.sendsToken() && values.isGiven(setting),
                    () -> setting.key() + " has no effect, because the " + protocol.name() + " dialect sends no token: "
                            + values.asGiven(setting) + ", " + values.asGiven(DIALECT) + "; leave one out");
        }
    }

    private static void checkMetrics(Values values, Protocol protocol) {
        refuse(
                !protocol.servesCounters() && values.isGiven(METRICS),
                () -> "wse.metrics has no effect, because the " + protocol.name()
                        + " dialect does not know its servers' counters: " + values.asGiven(METRICS) + ", "
                        + values.asGiven(DIALECT) + "; leave it out");
    }

    /** Gatling reads its own configuration before any simulation code runs. */
    private static void checkEngine(TestKind test, Values values) {
        boolean gatling = values.get(ENGINE) == EngineKind.GATLING;
        refuse(gatling && test.isOfNettyOnly(), () -> ofNettyOnly(test, values));
        refuse(
                gatling && values.isGiven(CONNECT_TIMEOUT),
                () -> "wse.connectTimeout needs wse.engine=netty, because Gatling has its own time-out: "
                        + values.asGiven(CONNECT_TIMEOUT)
                        + "; give -Dgatling.socket.connectTimeout in milliseconds instead, or -Dwse.engine=netty");
        for (Setting<?> setting : Settings.ALL) {
            refuse(
                    values.isGiven(setting)
                            && !isInSuite(values)
                            && !setting.engines().contains(values.get(ENGINE))
                            && !OF_ALL_RUNS.contains(setting),
                    () -> setting.key() + " needs wse.engine=netty: " + values.asGiven(setting)
                            + "; leave it out or give -Dwse.engine=netty");
        }
    }

    private static void checkEngineHasPing(Values values, Protocol protocol) {
        refuse(
                !protocol.hasPing() && values.get(ENGINE) == EngineKind.GATLING,
                () -> "the " + protocol.name()
                        + " dialect has no ping of its own, and Gatling's engine sends no ping frames: "
                        + values.asGiven(DIALECT) + "; give wse.engine=netty");
    }

    private static String ofNettyOnly(TestKind test, Values values) {
        String why = test == TestKind.SCENARIO
                ? "WseDsl works only with this project's engine"
                : test.isFlood()
                        ? "Gatling's engine sends messages one at a time"
                        : "Gatling's engine closes all connections after each tier";
        return test.label() + " needs wse.engine=netty, because " + why + ": " + values.asGiven(ENGINE)
                + "; leave it out";
    }

    @SuppressWarnings("unused") // the test is that of TestKind.Check
    static void checkPings(TestKind test, Values values, Protocol protocol) {
        checkEngineHasPing(values, protocol);
        double pings = values.get(PING_RATE) * values.get(DURATION).toNanos() / NANOS_PER_SECOND;
        refuse(
                pings < 1,
                () -> "wse.duration must be long enough for one ping at wse.pingRate: wse.duration="
                        + values.shown(DURATION) + ", wse.pingRate=" + values.shown(PING_RATE) + "; raise either");
        refuse(
                pings > Integer.MAX_VALUE,
                () -> "wse.pingRate over wse.duration must stay below 2^31 pings per connection: wse.duration="
                        + values.shown(DURATION) + ", wse.pingRate=" + values.shown(PING_RATE) + "; lower either");
    }

    @SuppressWarnings("unused") // the test is that of TestKind.Check
    static void checkHold(TestKind test, Values values, Protocol protocol) {
        checkEngineHasPing(values, protocol);
        refuse(
                values.get(HOLD_DURATION).compareTo(values.get(PING_INTERVAL)) < 0,
                () -> "wse.holdDuration must not be shorter than wse.pingInterval: wse.holdDuration="
                        + values.shown(HOLD_DURATION) + ", wse.pingInterval=" + values.shown(PING_INTERVAL)
                        + "; lengthen the hold or shorten the interval");
    }

    @SuppressWarnings("unused") // the test is that of TestKind.Check
    static void checkLimit(TestKind test, Values values, Protocol protocol) {
        for (Setting<Integer> setting : List.of(FIRST_STEP, LIMIT_RESOLUTION, MIN_CONNECTIONS)) {
            refuse(
                    values.isGiven(setting) && values.get(setting) > values.get(MAX_CONNECTIONS),
                    () -> setting.key() + " must not exceed wse.maxConnections: " + setting.key() + "="
                            + values.shown(setting) + ", wse.maxConnections=" + values.shown(MAX_CONNECTIONS)
                            + "; lower the one or raise the other");
        }
        protocol.idleTimeout().ifPresent(timeout -> checkSilence(values, timeout));
    }

    /** A ping that is late by a whole interval must still arrive before the server's idle time-out. */
    private static void checkSilence(Values values, Duration idleTimeout) {
        Duration longest = idleTimeout.dividedBy(2);
        refuse(
                values.get(PING_INTERVAL).compareTo(longest) > 0,
                () -> "wse.pingInterval must not exceed " + DurationText.show(longest)
                        + " here, because the server closes connections that were silent for "
                        + DurationText.show(idleTimeout)
                        + ": wse.pingInterval=" + values.shown(PING_INTERVAL) + "; shorten it or leave it out");
    }

    static void refuse(boolean contradiction, Supplier<String> sentence) {
        if (contradiction) {
            throw new BadInputException(sentence.get());
        }
    }
}
