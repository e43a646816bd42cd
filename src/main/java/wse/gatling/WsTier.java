package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.exec.Executable;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.WsConnectActionBuilder;
import io.gatling.javaapi.http.WsFrameCheck;
import java.util.List;
import wse.dialect.Dialect;
import wse.gatling.internal.TierProbe;
import wse.load.TierRun;
import wse.measure.LatencyCollector;
import wse.plan.TierPlan;
import wse.run.StressRun;
import wse.run.Tier;
import wse.run.TierWatch;

/**
 * The steps a scenario of Gatling's own {@code ws} DSL needs to carry out one {@link TierPlan} with one virtual user per
 * connection, and to measure it in microseconds, as in:
 *
 * <pre>{@code
 * WsTier tier = WsTier.of(plan, dialect, collector, hooks);
 * scenario("1000 connections").exec(
 *         tier.start(),
 *         tier.connect(ws(WsTier.CONNECT).connect(dialect.requestTarget()).headers(dialect.headers())),
 *         tier.untilAllConnected(),
 *         tier.pings(ws(WsTier.SEND).sendText(tier::pingText).await(timeout).on(tier.pong())),
 *         tier.close(ws(WsTier.CLOSE).close()),
 *         tier.end())
 *     .injectOpen(atOnceUsers(1000));
 * }</pre>
 *
 * <p>Each step is taken once by each user, failed or not, but for the ping loop. Exactly {@code plan.connections()} users
 * are to be injected. Thread-safe; the steps hold users without blocking a thread.
 */
public final class WsTier {

    /** Name of the request that connects. */
    public static final String CONNECT = "connect";

    /**
     * Name of the request that sends a ping. Gatling logs the sending as a request of 0 ms of its own; under this name it
     * is kept out of the report, where {@code ping} is the time from the sending to the pong.
     */
    public static final String SEND = "send";

    /** Name of the request that closes: closing is not measured, so what is named so is kept out of the report. */
    public static final String CLOSE = "close";

    private static final String HELLO = "hello";

    private final TierPlan plan;
    private final Dialect dialect;
    private final TierHooks hooks;
    private final TierProbe probe;

    private WsTier(TierPlan plan, Dialect dialect, TierHooks hooks, TierProbe probe) {
        this.plan = plan;
        this.dialect = dialect;
        this.hooks = hooks;
        this.probe = probe;
    }

    /** A tier of a run: watched, judged and kept by it; a warm-up leaves no trace in Gatling's report. */
    public static WsTier of(StressRun run, Tier tier) {
        TierWatch watch = run.watch(tier);
        TierProbe probe = new TierProbe(tier.plan(), run.dialect(), watch.collector(), tier.warmUp());
        watch.follow(probe::live);
        return new WsTier(tier.plan(), run.dialect(), new RunHooks(run, tier, watch), probe);
    }

    /** Gatling's protocol for a run: its server, and its source addresses if it takes any. */
    public static HttpProtocolBuilder protocol(StressRun run) {
        List<String> sources = run.sourceAddresses();
        HttpProtocolBuilder protocol = http.wsBaseUrl(run.baseUrl());
        return sources.isEmpty() ? protocol : protocol.localAddresses(sources);
    }

    /** @param collector takes the tier's latencies; sampled by its owner */
    public static WsTier of(TierPlan plan, Dialect dialect, LatencyCollector collector, TierHooks hooks) {
        return new WsTier(plan, dialect, hooks, new TierProbe(plan, dialect, collector, false));
    }

    /** First step: holds the users until all are there and {@link TierHooks#before} has completed. */
    public ActionBuilder start() {
        return probe.start(hooks::before);
    }

    /**
     * Connects when the ramp's schedule says so, within its window, and awaits the server's ready message where the dialect
     * has one; then says the dialect's hello. Counts the outcome of the attempt, and its time from here to readiness: one
     * request of the report, {@link #CONNECT}, where Gatling alone logs the upgrade and the ready message apart.
     *
     * @param connect named {@link #CONNECT}
     */
    public ChainBuilder connect(WsConnectActionBuilder connect) {
        ChainBuilder connected = probe.connect(
                dialect.readyOnUpgrade()
                        ? connect
                        : connect.await(plan.ramp().readyTimeout()).on(ready()));
        return dialect.hello() == null
                ? connected
                : connected.doIf(probe::isUp).then(probe.hello(ws(HELLO).sendText(probe::helloText)));
    }

    /** Takes the ready message in each of its forms; fails with {@code AUTH_REJECTED} if the token was refused. */
    private WsFrameCheck ready() {
        return ws.checkTextMessage("ready")
                .matching(bodyString().transform(probe::endsHandshake).is(true))
                .check(bodyString()
                        .transformWithSession((text, session) -> {
                            probe.answered(session);
                            return probe.isReady(text);
                        })
                        .is(true)
                        .name("AUTH_REJECTED"));
    }

    /** Holds each user until every user of the tier has the outcome of its connect, good or bad. */
    public ActionBuilder untilAllConnected() {
        return probe.untilAllConnected(hooks::onUp);
    }

    /** The ping loop: as long as the user {@link #hasNextPing}, waits {@link #untilPingIsDue} and does one {@link #ping}. */
    public ChainBuilder pings(Executable ping) {
        return asLongAs(this::hasNextPing).on(untilPingIsDue(), ping(ping));
    }

    /** Whether the user's connection stands and the plan has another ping for it: the condition of the ping loop. */
    public boolean hasNextPing(Session session) {
        return probe.hasNextPing(session);
    }

    /** Holds the user until the schedule's time for its next ping; not at all where a ping follows the last pong. */
    public ActionBuilder untilPingIsDue() {
        return probe.untilPingIsDue();
    }

    /** Sends one ping and awaits its pong, as {@code ping} says; counts its outcome and its service and response time. */
    public ChainBuilder ping(Executable ping) {
        return probe.ping(ping);
    }

    /** The user's next ping, with an id of its own. The clock of its service time starts when this is called. */
    public String pingText(Session session) {
        return probe.pingText(session);
    }

    /** Matches the pong of the user's own ping in flight; anything else that comes in between is let pass. */
    public WsFrameCheck pong() {
        return ws.checkTextMessage(probe::pingName)
                .matching(bodyString().transformWithSession(probe::isPong).is(true))
                .check(bodyString().transformWithSession((text, session) -> {
                    probe.answered(session);
                    return text;
                }));
    }

    /**
     * Waits until the last ping of the tier has its outcome and {@link TierHooks#onHeight()} has completed, then closes the
     * connection if it stands. Closing is not measured, and not in the report. A user of a hold whose connection failed
     * before it could be asked has its failed {@code alive} here.
     */
    public ChainBuilder close(Executable close) {
        return exec(probe.answerRollCall(), probe.untilAllPinged(hooks::onHeight))
                .doIf(probe::isStanding)
                .then(probe.close(close));
    }

    /** Last step: the last user waits for {@link TierHooks#after} to complete, and with it the tier that follows. */
    public ActionBuilder end() {
        return probe.end(hooks::after);
    }

    /** What was measured so far; from any thread. Attempts without an outcome yet count as {@code ABORTED}. */
    public TierRun result() {
        return probe.result();
    }
}
