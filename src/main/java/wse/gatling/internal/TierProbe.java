package wse.gatling.internal;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.exec.Executable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.load.SoFar;
import wse.measure.Caveats;
import wse.measure.CompressionUse;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.plan.PingSchedule;
import wse.plan.TierPlan;

/**
 * Measures one tier that Gatling's own {@code ws} DSL drives. Its steps, placed around the connect and ping chains of a
 * scenario, measure in microseconds and count one outcome per attempt. The state of a user is confined to that user's event
 * loop; the window and the barriers are thread-safe; {@link #result()} may be called from any thread.
 *
 * <p>The outcome of a failed attempt is taken from the last record that Gatling logged on the user's event loop. It belongs
 * to this user: Gatling runs the action after a WebSocket step on the same loop, in the call that logged the step's end.
 */
public final class TierProbe {

    private final TierPlan plan;
    private final boolean silent;
    private final PingSchedule pings;
    private final Dialect dialect;
    private final TierServers servers;
    private final UnaryOperator<String> words;
    private final LatencyCollector collector;
    private final LatencyCollector slip = new LatencyCollector((kind, histogram) -> {});
    private final FastThreadLocal<LoopRecorders> ownLoop = new FastThreadLocal<>();
    private final Queue<LoopRecorders> loops = new ConcurrentLinkedQueue<>();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ConnectWindow window;
    private final Barrier start;
    private final Barrier allConnected;
    private final TierEnding ending;
    private final Barrier allPinged;
    private volatile long startNanos;
    private volatile long connectedNanos;

    /**
     * @param servers chooses each user's address of the server
     * @param collector receives the tier's latencies; its owner samples it
     * @param silent whether the tier is kept out of Gatling's report
     * @param words applied to error messages before they are logged, to hide secrets that the server repeats
     */
    public TierProbe(
            TierPlan plan,
            Dialect dialect,
            TierServers servers,
            LatencyCollector collector,
            boolean silent,
            UnaryOperator<String> words) {
        this.servers = servers;
        this.words = words;
        this.plan = plan;
        this.silent = silent;
        this.pings = plan.pingSchedule();
        this.dialect = dialect;
        this.collector = collector;
        this.window = new ConnectWindow(plan.ramp().window());
        this.start = new Barrier(plan.connections());
        this.allConnected = new Barrier(plan.connections());
        this.allPinged = new Barrier(plan.connections());
        this.ending = new TierEnding(plan, this::measured);
    }

    /**
     * Holds the users until all have arrived and {@code before} has completed, so that no connect is late because its
     * user started late.
     */
    public ActionBuilder start(Function<Iterable<EventExecutor>, CompletionStage<?>> before) {
        return new UserStep(
                "tierStart",
                (session, next) -> start.arrive(
                        enter(session),
                        next,
                        () -> Later.whenDone(before.apply(session.eventLoop().parent()), () -> {
                            servers.begin();
                            startNanos = System.nanoTime();
                            connectedNanos = startNanos;
                            start.open();
                        })));
    }

    private Session enter(Session session) {
        if (!ownLoop.isSet()) {
            LoopRecorders loop = new LoopRecorders(pings, connectsAreScheduled(), collector, slip);
            ownLoop.set(loop);
            loops.add(loop);
        }
        return newUser(users.getAndIncrement()).into(session);
    }

    private TierUser newUser(int index) {
        return new TierUser(index, ownLoop.get(), dialect.conversation(index));
    }

    /** Runs the connect chain at its intended time, as soon as the window has room, and records its outcome and latency. */
    public ChainBuilder connect(Executable connect) {
        return exec(
                new UserStep("connectTurn", this::awaitTurn),
                new UserStep("connectBegin", core -> (session, next) -> {
                    TierUser user = TierUser.of(session);
                    user.server = servers.of(user.index, plan.ramp().share());
                    user.connectMillis = core.clock().nowMillis();
                    user.hear(user.conversation.onOpen());
                    user.begin(user.intendedNanos);
                    if (connectsAreScheduled()) {
                        user.loop.slip(user.intendedNanos, user.sentNanos);
                    }
                    next.$bang(session);
                }),
                measured(connect),
                new UserStep("connectEnd", (session, next) -> {
                    TierUser.of(session).endConnect(connectsAreScheduled());
                    window.leave();
                    next.$bang(session);
                }));
    }

    private UserStep logging(String name, Function<AttemptLog, UserAction.Body> body) {
        return new UserStep(name, core -> body.apply(new AttemptLog(core, silent)));
    }

    private boolean connectsAreScheduled() {
        return plan.connectsAreTheTest() && plan.ramp().connectsPerSecond() > 0;
    }

    private void awaitTurn(Session session, Action next) {
        TierUser user = TierUser.of(session);
        user.intendedNanos = startNanos + plan.ramp().schedule().intendedNanos(user.index);
        Later.at(user.intendedNanos, session, () -> window.enter(session, next));
    }

    /** Runs a send that is not measured; it does not count as a request of the test. */
    public ActionBuilder unmeasured(Executable send) {
        return measured(send);
    }

    /** Reports that the connect of a user has ended, successfully or not. */
    public ActionBuilder connectEnded(Runnable onUp) {
        return arriving(allConnected, () -> {
            connectedNanos = System.nanoTime();
            onUp.run();
            allConnected.open();
        });
    }

    /** A wait until the connects of all users have ended. */
    public Wait untilAllConnected() {
        return allConnected;
    }

    /** Reports that the pings of a user have ended. */
    public ActionBuilder pingsEnded(Supplier<CompletionStage<?>> height) {
        return arriving(allPinged, () -> Later.whenDone(height.get(), allPinged::open));
    }

    /** A wait until the pings of all users have ended and {@code height} has completed. */
    public Wait untilAllPinged() {
        return allPinged;
    }

    private static ActionBuilder arriving(Barrier barrier, Runnable whenAll) {
        return new UserStep("tierArrive", (session, next) -> {
            barrier.arrive(whenAll);
            next.$bang(session);
        });
    }

    /** The steps after the last figures. */
    public TierEnding ending() {
        return ending;
    }

    /** Logs the connect of each user. As in the tables, it counts as failed if the connection was lost later. */
    public ActionBuilder logConnect() {
        return logging("connectLog", log -> (session, next) -> {
            TierUser user = TierUser.of(session);
            log.log(session, Step.CONNECTED, user.connectMillis, user.connectInTheEnd());
            next.$bang(session);
        });
    }

    /** Whether the user's connection is up and the plan has another ping for it. */
    public boolean hasNextPing(io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        return user.up && user.pings < pings.count();
    }

    /**
     * A wait until the intended time of the user's next ping. It does not hold a user whose ping directly follows the
     * last pong.
     */
    public Wait untilPingIsDue() {
        return new PingWait();
    }

    private final class PingWait implements Wait {

        @Override
        public ActionBuilder hold(Optional<Duration> most) {
            return new UserStep("pingDue", (session, next) -> {
                TierUser user = TierUser.of(session);
                user.intendedNanos = connectedNanos + pings.intendedNanos(user.index, user.pings);
                long now = System.nanoTime();
                long wait = user.intendedNanos - now;
                long held = most.map(time -> Math.min(wait, time.toNanos())).orElse(wait);
                Later.at(now + held, session, () -> next.$bang(session));
            });
        }

        @Override
        public boolean isOver(io.gatling.javaapi.core.Session session) {
            return TierUser.of(session).intendedNanos - System.nanoTime() <= 0;
        }
    }

    /** Runs one ping, and records its outcome and latency. */
    public ChainBuilder ping(Executable ping) {
        return exec(measured(ping), logging("pingEnd", log -> (session, next) -> {
            TierUser user = TierUser.of(session);
            Attempt last = user.loop.last();
            if (!user.answered && !last.sent()) {
                log.log(session, pingName(user), last.endMillis(), last);
            }
            endPing(user);
            next.$bang(session);
        }));
    }

    /** The user's next ping. Gatling calls this right before it sends the ping, so the clock starts here. */
    public Payload nextPing(io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        Payload ping = TextMessages.ping(dialect, user.conversation, user.firstPingId + user.pings);
        user.pingBytes = ping.length();
        user.begin(user.intendedNanos);
        return ping;
    }

    /** Whether a message is the pong of the user's outstanding ping and not of an earlier one. */
    public boolean isPong(ByteBuf message, boolean text, io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        return dialect.packing().anyMatch(message, text, each -> user.isPong(each, text));
    }

    /** Whether pings of the user were not answered in time; their pongs may have arrived in the meantime. */
    public boolean hasMissed(io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        return user.up && user.pongs < user.pings;
    }

    /**
     * Deals with messages that no check was waiting for. Pongs without an id that arrived too late are counted, so that
     * they are not mistaken for answers to later pings. The answers to the server's own binary pings are queued; Gatling
     * answers its text pings by itself.
     */
    public io.gatling.javaapi.core.Session sortOut(
            List<WsInboundMessage> unmatched, io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        user.latePongs = 0;
        unmatched.forEach(message -> sortOut(user, message));
        return session;
    }

    private void sortOut(TierUser user, WsInboundMessage message) {
        boolean text = message instanceof WsInboundMessage.Text;
        ByteBuf bytes = text
                ? TextMessages.buffer(((WsInboundMessage.Text) message).message())
                : Unpooled.wrappedBuffer(((WsInboundMessage.Binary) message).message());
        dialect.packing().anyMatch(bytes, text, each -> {
            user.sortOut(each, text);
            return false;
        });
    }

    /** {@code "ping"}, or {@code "alive"} for the one that ends a hold. */
    public String pingName(io.gatling.javaapi.core.Session session) {
        return pingName(TierUser.of(session));
    }

    private String pingName(TierUser user) {
        return pings.isRollCall(user.pings) ? Step.ALIVE : Step.PONG;
    }

    /**
     * Logs a failed {@code alive} for a user whose connection failed before the end of a hold, so that every user has
     * one.
     */
    public ActionBuilder answerRollCall() {
        return logging("rollCall", log -> (session, next) -> {
            TierUser user = TierUser.of(session);
            if (pings.endsWithRollCall() && user.pings < pings.count()) {
                Outcome why = user.outcome.isOk() ? Outcome.ABORTED : user.outcome;
                long now = log.nowMillis();
                log.log(session, Step.ALIVE, now, Attempt.missed(why, now));
            }
            next.$bang(session);
        });
    }

    /** Called when the pong has arrived: the clock stops here. */
    public boolean isAnswered(io.gatling.javaapi.core.Session session) {
        TierUser.of(session).answer();
        return true;
    }

    /** The time after which a ping counts as unanswered. */
    public Duration pingTimeout() {
        return pings.timeout();
    }

    private void endPing(TierUser user) {
        Outcome outcome = user.answered ? Outcome.OK : user.loop.last().outcome();
        boolean sent = user.answered || user.loop.last().sent();
        if (sent) {
            bookPing(user, outcome);
        }
        boolean lost = !outcome.isOk() && !outcome.equals(Outcome.PONG_TIMEOUT);
        if (lost) {
            user.lose(outcome);
            user.loop.countNotSent(outcome, pings.unsent(user.pings + (sent ? 1 : 0)));
        }
        user.pings++;
    }

    /**
     * Records a ping. If it was not answered, for whatever reason, its latency is the time-out: a shorter one would
     * flatter the server.
     */
    private void bookPing(TierUser user, Outcome outcome) {
        long end = user.answered
                ? user.answeredNanos
                : user.sentNanos + pings.timeout().toNanos();
        user.loop.pinged(user, end, pings.isOpen());
        if (pings.isOpen()) {
            user.loop.slip(user.intendedNanos, user.sentNanos);
        }
        user.loop.countPing(outcome, user.pingBytes, System.nanoTime());
        if (outcome.isOk() && pings.isRollCall(user.pings)) {
            user.loop.countAlive();
        }
    }

    /** Whether the user's connection became ready and was not lost since. */
    public boolean isUp(io.gatling.javaapi.core.Session session) {
        return TierUser.of(session).up;
    }

    /** Whether there is a connection to close: one that is up, or one that never became ready. */
    public boolean isStanding(io.gatling.javaapi.core.Session session) {
        return TierUser.of(session).standing;
    }

    /** Lets the users end; the last one waits for {@code after} to complete, and the next tier waits for the last one. */
    public ActionBuilder end(Function<TierMeasurement, CompletionStage<?>> after) {
        return new UserStep("tierEnd", (session, next) -> {
            if (ended.incrementAndGet() == plan.connections()) {
                Later.whenDone(after.apply(result()), () -> next.$bang(session));
            } else {
                next.$bang(session);
            }
        });
    }

    private ActionBuilder measured(Executable chain) {
        return new MeasuredChain(
                chain.toChainBuilder(),
                core -> new OutcomeStats(
                        core.statsEngine(),
                        core.clock(),
                        silent,
                        dialect,
                        words,
                        attempt -> ownLoop.get().last(attempt.with(servers::meaning))));
    }

    /** The measurements so far; attempts that have not ended yet count as {@code ABORTED}. */
    public TierMeasurement result() {
        TierTotals sum = new TierTotals();
        loops.forEach(loop -> loop.addTo(sum));
        sum.connects.add(Outcome.ABORTED, plan.connections() - sum.connects.total());
        return measurement(sum);
    }

    /** Outcomes of the connects and pings that have ended. May be called from any thread. */
    public SoFar soFar() {
        TierTotals sum = new TierTotals();
        loops.forEach(loop -> loop.addTo(sum));
        return new SoFar(sum.connects, sum.pings, 0, Optional.empty(), TestFigures.none());
    }

    private TierMeasurement measurement(TierTotals sum) {
        Duration ramp = Duration.ofNanos(connectedNanos - startNanos);
        return new TierMeasurement(
                sum.connected,
                sum.connects,
                sum.pings,
                sum.messages,
                collector.totals(),
                slip.totals().getOrDefault(LatencyKind.RESPONSE, LatencyRecorder.newHistogram()),
                ramp,
                plan.connectsAreTheTest() ? ramp : sum.pinging(connectedNanos),
                pings.endsWithRollCall() ? new TestFigures.Survival(sum.alive) : TestFigures.none(),
                new Caveats(sum.strayPongs, collector.saturated(), 0),
                sum.addresses,
                CompressionUse.NONE);
    }
}
