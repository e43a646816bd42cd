package wse.gatling.internal;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.exec.Executable;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.dialect.Dialect;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * Measures one tier that Gatling's own {@code ws} DSL drives: steps around the connect and ping chains of a scenario that
 * take microseconds, and count one outcome per attempt. What belongs to one user is confined to that user's event loop;
 * gate and barriers are thread-safe; {@link #measurement()} may be called from any thread.
 *
 * <p>A failed attempt is told by what Gatling logged last on the user's event loop. That is this user's own record:
 * Gatling runs the action after a WebSocket step on the same loop, in the same call that logged the step's end.
 */
public final class TierProbe {

    private static final Logger LOG = LoggerFactory.getLogger(TierProbe.class);

    private final TierPlan plan;
    private final PingTimes pings;
    private final Dialect dialect;
    private final FastThreadLocal<LoopRecorders> ownLoop = new FastThreadLocal<>();
    private final Queue<LoopRecorders> loops = new ConcurrentLinkedQueue<>();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Gate window;
    private final Barrier start;
    private final Barrier allConnected;
    private volatile long startNanos;
    private volatile long connectedNanos;

    public TierProbe(TierPlan plan, Dialect dialect) {
        this.plan = plan;
        this.pings = new PingTimes(plan);
        this.dialect = dialect;
        this.window = new Gate(plan.ramp().window());
        this.start = new Barrier(plan.connections());
        this.allConnected = new Barrier(plan.connections());
    }

    /** Holds the users until all are there and {@code before} has completed: no connect is late for want of a user. */
    public ActionBuilder start(Supplier<CompletionStage<?>> before) {
        return new UserStep(
                "tierStart",
                (session, next) -> start.arrive(
                        enter(session),
                        next,
                        () -> whenDone(before.get(), () -> {
                            startNanos = System.nanoTime();
                            connectedNanos = startNanos;
                            start.open();
                        })));
    }

    private Session enter(Session session) {
        if (!ownLoop.isSet()) {
            LoopRecorders loop = new LoopRecorders();
            ownLoop.set(loop);
            loops.add(loop);
        }
        return new TierUser(users.getAndIncrement(), ownLoop.get()).into(session);
    }

    private static void whenDone(CompletionStage<?> stage, Runnable then) {
        stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("A tier's hook failed; the tier goes on: {}", failure.toString());
            }
            then.run();
        });
    }

    /** The connect chain at its intended time and within the window, with its outcome and its microseconds. */
    public ChainBuilder connect(Executable connect) {
        return exec(
                new UserStep("connectTurn", this::awaitTurn),
                new UserStep("connectBegin", (session, next) -> {
                    TierUser user = TierUser.of(session);
                    user.begin(user.intendedNanos);
                    next.$bang(session);
                }),
                measured(Step.CONNECT, connect),
                new UserStep("connectEnd", (session, next) -> {
                    endConnect(TierUser.of(session));
                    window.leave();
                    next.$bang(session);
                }));
    }

    private void awaitTurn(Session session, Action next) {
        TierUser user = TierUser.of(session);
        user.intendedNanos = startNanos + plan.ramp().schedule().intendedNanos(user.index);
        at(user.intendedNanos, session, () -> window.enter(session, next));
    }

    private static void at(long nanos, Session session, Runnable task) {
        long delay = nanos - System.nanoTime();
        if (delay <= 0) {
            task.run();
        } else {
            session.eventLoop().schedule(task, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void endConnect(TierUser user) {
        Outcome outcome = user.loop.last();
        user.up = outcome.isOk();
        user.loop.countConnect(outcome);
        if (user.up) {
            long ready = user.answered ? user.answeredNanos : System.nanoTime();
            user.loop.record(LatencyKind.CONNECT, user.sentNanos, ready);
            if (pings.connectsAreScheduled()) {
                user.loop.record(LatencyKind.RESPONSE, user.intendedNanos, ready);
            }
        }
    }

    /** Holds each user until every user of the tier has the outcome of its connect, good or bad. */
    public ActionBuilder untilAllConnected() {
        return new UserStep(
                "allConnected",
                (session, next) -> allConnected.arrive(session, next, () -> {
                    connectedNanos = System.nanoTime();
                    allConnected.open();
                }));
    }

    /** Whether the user's connection stands and the plan has another ping for it. */
    public boolean hasNextPing(io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        return user.up && user.pings < pings.count();
    }

    /** Holds the user until its next ping is intended; not at all where the next ping follows the last pong. */
    public ActionBuilder untilPingIsDue() {
        return new UserStep("pingDue", (session, next) -> {
            TierUser user = TierUser.of(session);
            user.intendedNanos = connectedNanos + pings.intendedNanos(user.index, user.pings);
            at(user.intendedNanos, session, () -> next.$bang(session));
        });
    }

    /** One ping with its outcome and its microseconds. */
    public ChainBuilder ping(Executable ping) {
        return exec(measured(Step.PING, ping), new UserStep("pingEnd", (session, next) -> {
            endPing(TierUser.of(session));
            next.$bang(session);
        }));
    }

    /** The text of the user's next ping. Asked for by Gatling right before it sends: the clock starts here. */
    public String pingText(io.gatling.javaapi.core.Session session) {
        TierUser user = TierUser.of(session);
        String text = Texts.ping(dialect, user.pings);
        user.pingBytes = text.length();
        user.begin(user.intendedNanos);
        return text;
    }

    /** Whether a message is the pong of the user's ping in flight, and no other's. */
    public boolean isPong(String message, io.gatling.javaapi.core.Session session) {
        return Texts.isPong(dialect, message, TierUser.of(session).pings);
    }

    /** Whether a message ends the wait for readiness: it says ready, or that the token was refused. */
    public boolean endsHandshake(String message) {
        Dialect.Inbound kind = Texts.classify(dialect, message);
        return kind == Dialect.Inbound.READY || kind == Dialect.Inbound.AUTH_ERROR;
    }

    /** Whether the message that ended the wait says ready; it refuses the token otherwise. */
    public boolean isReady(String message) {
        return Texts.classify(dialect, message) == Dialect.Inbound.READY;
    }

    /** What was waited for has come: the clock stops here. */
    public void answered(io.gatling.javaapi.core.Session session) {
        TierUser.of(session).answer();
    }

    private void endPing(TierUser user) {
        Outcome outcome = user.answered ? Outcome.OK : user.loop.last();
        user.loop.countPing(outcome, user.pingBytes, System.nanoTime());
        if (outcome.isOk()) {
            recordPing(user, user.answeredNanos);
        } else if (outcome.equals(Outcome.PONG_TIMEOUT)) {
            recordPing(user, user.sentNanos + pings.timeout().toNanos());
        } else {
            user.up = false;
        }
        if (outcome.isOk() && pings.isLastOfHold(user.pings)) {
            user.loop.countAlive();
        }
        user.pings++;
    }

    private void recordPing(TierUser user, long answeredNanos) {
        user.loop.record(LatencyKind.SERVICE, user.sentNanos, answeredNanos);
        if (pings.areScheduled()) {
            user.loop.record(LatencyKind.RESPONSE, user.intendedNanos, answeredNanos);
        }
    }

    /** The close chain of a user whose connection stands; what Gatling logs of it keeps its outcome name. */
    public ActionBuilder close(Executable close) {
        return measured(Step.CLOSE, close);
    }

    /** Whether the user's connection became ready and was not lost since. */
    public boolean isUp(io.gatling.javaapi.core.Session session) {
        return TierUser.of(session).up;
    }

    /** Lets users end; the last one waits for {@code after} to complete, and with it the next tier. */
    public ActionBuilder end(Function<TierMeasurement, CompletionStage<?>> after) {
        return new UserStep("tierEnd", (session, next) -> {
            if (ended.incrementAndGet() == plan.connections()) {
                whenDone(after.apply(measurement()), () -> next.$bang(session));
            } else {
                next.$bang(session);
            }
        });
    }

    private ActionBuilder measured(Step step, Executable chain) {
        return new MeasuredChain(
                chain.toChainBuilder(),
                engine ->
                        new OutcomeStats(engine, step, outcome -> ownLoop.get().last(outcome)));
    }

    /** What was measured so far; attempts without an outcome yet count as {@code ABORTED}. */
    public TierMeasurement measurement() {
        TierTotals sum = new TierTotals();
        loops.forEach(loop -> loop.addTo(sum));
        sum.connects.add(Outcome.ABORTED, plan.connections() - sum.connects.total());
        Duration ramp = Duration.ofNanos(connectedNanos - startNanos);
        return new TierMeasurement(
                sum.connects.of(Outcome.OK),
                plan instanceof HoldPlan ? sum.alive : null,
                sum.connects,
                sum.pings,
                sum.messages(),
                sum.measured(),
                ramp,
                plan instanceof StormPlan ? ramp : sum.pinging(connectedNanos));
    }
}
