package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.Proxy;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.Proxy;
import io.gatling.javaapi.http.WsConnectActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wse.config.Compression;
import wse.config.CompressionSettings;
import wse.config.Config;
import wse.config.ProxyConfig;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.PingForm;
import wse.gatling.internal.ClientKeys;
import wse.gatling.internal.Frames;
import wse.gatling.internal.JvmTrustStore;
import wse.gatling.internal.TierLogin;
import wse.gatling.internal.TierProbe;
import wse.gatling.internal.TierServers;
import wse.gatling.internal.Wait;
import wse.measure.LatencyCollector;
import wse.measure.TierMeasurement;
import wse.plan.TierPlan;
import wse.run.StressRun;
import wse.run.tiers.Tier;
import wse.run.watch.TierProgress;
import wse.run.watch.TierWatch;

/**
 * Lets a scenario of Gatling's own {@code ws} DSL carry out one {@link TierPlan}, with one virtual user per connection,
 * and measures it in microseconds. For example:
 *
 * <pre>{@code
 * WsTier tier = WsTier.of(run, plan);
 * scenario("1000 connections")
 *     .exec(tier.start(), tier.connect(), tier.untilAllConnected(), tier.pings(), tier.close(), tier.end())
 *     .injectOpen(atOnceUsers(1000));
 * }</pre>
 *
 * <p>Each user takes each step once, even if the previous one failed. Exactly {@code plan.connections()} users must be
 * injected. The {@link Dialect} decides what is sent to the server and what its answers mean; it may use text messages or
 * binary ones, but not both. Thread-safe; the steps hold users without blocking a thread.
 */
public final class WsTier {

    /** Name of the request that connects. */
    private static final String CONNECT = "connect";

    /** Name of a message of the login; the send is kept out of the report. */
    private static final String LOGIN = "login";

    /** Name of a message that nobody answers; the send is kept out of the report. */
    private static final String HELLO = "hello";

    /**
     * Name of the request that sends a ping. Gatling logs the send as a separate request of 0 ms; because of this name,
     * it is kept out of the report, which shows the time from the send to the pong as {@code ping}.
     */
    private static final String SEND = "send";

    /** Name of the ping that shows whether the server keeps a connection of a storm; it is kept out of the report. */
    private static final String SETTLE = "settle";

    /**
     * Name of the request that closes a connection. Closing is not measured, so a request of this name is kept out of the
     * report.
     */
    private static final String CLOSE = "close";

    /** How many messages of a user are kept between pings, so that pongs that arrive after their time-out can be found. */
    private static final int UNMATCHED_MESSAGES = 16;

    /**
     * How often a waiting user looks for server pings that Gatling does not answer by itself. Servers usually wait at least
     * five seconds for the answer.
     */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Dialect dialect;
    private final TierHooks hooks;
    private final TierProbe probe;
    private final TierLogin login;
    private final Frames frames;

    private final TierServers servers;

    private WsTier(TierPlan plan, Dialect dialect, TierServers servers, TierHooks hooks, TierProbe probe) {
        this.servers = servers;
        this.login = new TierLogin(dialect, plan.ramp().readyTimeout());
        this.dialect = dialect;
        this.hooks = hooks;
        this.probe = probe;
        this.frames = Frames.of(dialect);
    }

    /**
     * Creates the steps of a tier of a run; the run watches the tier, judges it and keeps its result. A warm-up leaves no
     * trace in Gatling's report.
     */
    public static WsTier of(StressRun run, Tier tier) {
        TierWatch watch = run.watch(tier);
        TierServers servers = servers(run);
        TierProbe probe = new TierProbe(
                tier.plan(), run.dialect(), servers, watch.collector(), tier.warmUp(), run.config()::redact);
        RunHooks hooks = new RunHooks(run, tier, watch, TierProgress.of(probe::soFar));
        return new WsTier(tier.plan(), run.dialect(), servers, hooks, probe);
    }

    private static TierServers servers(StressRun run) {
        if (run.config().target().route().proxy().isPresent()) {
            return TierServers.BEHIND_PROXY;
        }
        return run.usesAbsoluteUrls() ? TierServers.of(run::loadTarget) : TierServers.OF_PROTOCOL;
    }

    /** @param collector receives the tier's latencies; its owner samples it */
    public static WsTier of(TierPlan plan, Dialect dialect, LatencyCollector collector, TierHooks hooks) {
        TierServers servers = TierServers.OF_PROTOCOL;
        TierProbe probe = new TierProbe(plan, dialect, servers, collector, false, UnaryOperator.identity());
        return new WsTier(plan, dialect, servers, hooks, probe);
    }

    /** Gatling's protocol for a run, with the run's server and its source addresses, if there are any. */
    public static HttpProtocolBuilder protocol(StressRun run) {
        run.config().target().tls().authorities().ifPresent(own -> JvmTrustStore.replaceBy(own.certificates()));
        List<String> sources = run.sourceAddresses();
        HttpProtocolBuilder protocol = offering(
                        withCertificate(protocol(run.baseUrl(), run.dialect()), run), run.config())
                .hostNameAliases(run.hostAliases());
        HttpProtocolBuilder through = run.config()
                .target()
                .route()
                .proxy()
                .map(proxy -> protocol.proxy(gatlings(proxy)))
                .orElse(protocol);
        return sources.isEmpty() ? through : through.localAddresses(sources);
    }

    /** The credentials are not texts of Gatling's expression language, which would take a part of them for a placeholder. */
    private static Proxy gatlings(ProxyConfig config) {
        Proxy proxy = Proxy(config.host(), config.port()).http();
        return config.credentials()
                .map(secret -> secret.reveal().split(":", 2))
                .map(parts -> proxy.credentials(session -> parts[0], session -> parts[1]))
                .orElse(proxy);
    }

    private static HttpProtocolBuilder withCertificate(HttpProtocolBuilder protocol, StressRun run) {
        return run.config()
                .target()
                .tls()
                .identity()
                .map(ClientKeys::of)
                .map(keys -> protocol.perUserKeyManagerFactory(user -> keys))
                .orElse(protocol);
    }

    /** Gatling's client always offers compression, and adds the parameters of this header to its own. */
    private static HttpProtocolBuilder offering(HttpProtocolBuilder protocol, Config config) {
        Compression compression = config.get(CompressionSettings.COMPRESSION);
        return compression.isOn() ? protocol.header("Sec-WebSocket-Extensions", compression.header()) : protocol;
    }

    /** Gatling's protocol for a server that speaks a dialect. The server's pings are answered, and late pongs are kept. */
    public static HttpProtocolBuilder protocol(String baseUrl, Dialect dialect) {
        return http.wsBaseUrl(baseUrl)
                .wsAutoReplyTextFrame(text -> TierLogin.autoReply(dialect, text).orElse(null))
                .wsUnmatchedInboundMessageBufferSize(UNMATCHED_MESSAGES);
    }

    /** The first step: holds the users until all have started and {@link TierHooks#before} has completed. */
    public ActionBuilder start() {
        return probe.start(hooks::before);
    }

    /**
     * Connects when the ramp's schedule says so, within its window, and logs in as the dialect says. Counts the outcome
     * of the attempt and its time from here to readiness. {@link #close()} logs both as one request of the report,
     * named {@code connect}. Gatling itself would log the upgrade and each message of the login separately.
     */
    public ChainBuilder connect() {
        ChainBuilder connect = exec(open()).asLongAs(login::isLoggingIn).on(logIn());
        return exec(probe.connect(connect), sendReplies());
    }

    /** Sends the upgrade request; if the server sends the first message, waits for it too. */
    private ActionBuilder open() {
        OpeningRequest first = dialect.openingRequest(0);
        WsConnectActionBuilder connect =
                servers.areChosen() ? toChosenServer(first) : ws(CONNECT).connect(login::requestTarget);
        for (String name : first.headers().keySet()) {
            connect = connect.header(name, session -> login.header(session, name));
        }
        if (!first.subprotocols().isEmpty()) {
            connect = connect.subprotocol(login::subprotocols);
        }
        return serverBegins() ? connect.await(login::untilReadyTimeout).on(frames.loginMessage(login)) : connect;
    }

    /** The headers are those that Gatling would send with the server's name in the URL. */
    private WsConnectActionBuilder toChosenServer(OpeningRequest first) {
        WsConnectActionBuilder connect = ws(CONNECT)
                .connect(session -> TierServers.url(session) + login.requestTarget(session))
                .header("Host", TierServers::hostHeader);
        return first.headers().keySet().stream().anyMatch("Origin"::equalsIgnoreCase)
                ? connect
                : connect.header("Origin", session -> "http://" + TierServers.hostHeader(session));
    }

    private boolean serverBegins() {
        Meaning opened = dialect.conversation(0).onOpen();
        return opened.kind() == Meaning.Kind.OTHER && opened.replies().isEmpty();
    }

    /** Sends the next message of the login. If it is the last one for now, waits for the server's answer. */
    private ChainBuilder logIn() {
        return doIfOrElse(login::isLastReply)
                .then(frames.sendAndAwait(
                        ws(LOGIN), login::nextReply, login::untilReadyTimeout, frames.loginMessage(login)))
                .orElse(frames.send(ws(LOGIN), login::nextReply));
    }

    /** Holds each user until the connects of all users of the tier have ended, successfully or not. */
    public ChainBuilder untilAllConnected() {
        return exec(probe.connectEnded(hooks::onUp), await(probe.untilAllConnected()));
    }

    /** Waits and, if Gatling cannot do so by itself, answers the server's own pings meanwhile. */
    private ChainBuilder await(Wait wait) {
        return frames.answersServerPings()
                ? exec(wait.hold(Optional.empty()))
                : doWhile(session -> !wait.isOver(session)).on(exec(wait.hold(Optional.of(LOOK_INTERVAL)), answer()));
    }

    private ChainBuilder answer() {
        return doIf(probe::isUp).then(exec(ws.processUnmatchedMessages(probe::sortOut), sendReplies()));
    }

    private ChainBuilder sendReplies() {
        return asLongAs(login::hasReplies).on(probe.unmeasured(frames.send(ws(HELLO), login::nextReply)));
    }

    /**
     * Finds out whether the server keeps the connections of a storm, as {@link wse.plan.Settling} says. Gatling does
     * not know the close code of a connection that ends while no check is waiting, so each connection sends a ping at
     * once, and another one at the end. If the protocol has no ping of its own, only connections that end are noticed.
     */
    public ChainBuilder settle() {
        ChainBuilder begun = exec(probe.ending().begin(hooks::onHeight));
        return dialect.pingForm() == PingForm.FRAME
                ? begun.exec(probe.ending().untilSettled())
                : begun.exec(settlingPing(), exec(probe.ending().untilSettled()), settlingPing());
    }

    private ChainBuilder settlingPing() {
        return doIf(probe::isUp)
                .then(probe.ending()
                        .ping(frames.sendAndAwait(
                                ws(SETTLE),
                                probe::nextPing,
                                session -> probe.ending().timeout(),
                                frames.settled(probe))));
    }

    /**
     * Sends each ping of the plan when it is due, waits for its pong, and counts its outcome and its service and response
     * time.
     */
    public ChainBuilder pings() {
        return asLongAs(probe::hasNextPing).on(exec(await(probe.untilPingIsDue()), countMissed(), ping()));
    }

    /** Counts late pongs without an id, so that they are not mistaken for answers to the next pings. */
    private ChainBuilder countMissed() {
        return doIf(probe::hasMissed).then(ws.processUnmatchedMessages(probe::sortOut));
    }

    private ChainBuilder ping() {
        return probe.ping(
                frames.sendAndAwait(ws(SEND), probe::nextPing, session -> probe.pingTimeout(), frames.pong(probe)));
    }

    /**
     * Waits until the last ping of the tier has its outcome and {@link TierHooks#onHeight()} has completed, then closes
     * the connection if it is open, and logs the user's {@code connect}. Closing is neither measured nor reported, but a
     * connection that had already ended has failed. In a hold, a user whose connection failed before its last ping logs a
     * failed {@code alive} here.
     */
    public ChainBuilder close() {
        return exec(probe.answerRollCall(), probe.pingsEnded(hooks::onHeight), await(probe.untilAllPinged()))
                .doIf(probe::isStanding)
                .then(probe.ending().close(ws(CLOSE).close()))
                .exec(probe.logConnect());
    }

    /** The last step: the last user waits for {@link TierHooks#after} to complete, and so does the next tier. */
    public ActionBuilder end() {
        return probe.end(hooks::after);
    }

    /** The measurements so far; may be called from any thread. Attempts that have not ended yet count as {@code ABORTED}. */
    public TierMeasurement result() {
        return probe.result();
    }
}
