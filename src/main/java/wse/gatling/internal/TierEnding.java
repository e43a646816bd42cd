package wse.gatling.internal;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.exec.Executable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import wse.measure.Outcome;
import wse.plan.Settling;
import wse.plan.TierPlan;

/**
 * The steps of a tier after its last figures: they find out which connections the server has kept, and close them. The state
 * of a user is confined to that user's event loop; the barrier is thread-safe.
 */
public final class TierEnding {

    private final Settling settling;
    private final Function<Executable, ActionBuilder> measured;
    private final Barrier begin;
    private volatile long beginNanos;

    /** @param measured passes the outcomes of a chain's requests to their user */
    TierEnding(TierPlan plan, Function<Executable, ActionBuilder> measured) {
        this.settling = plan.settles();
        this.measured = measured;
        this.begin = new Barrier(plan.connections());
    }

    /** Holds each user until all have arrived and {@code height} has completed, after which the figures do not change. */
    public ActionBuilder begin(Supplier<CompletionStage<?>> height) {
        return new UserStep(
                "settling",
                (session, next) -> begin.arrive(
                        session,
                        next,
                        () -> Later.whenDone(height.get(), () -> {
                            beginNanos = System.nanoTime();
                            begin.open();
                        })));
    }

    /** Holds the user until the end of the time for which its connection must stay open. */
    public ActionBuilder untilSettled() {
        return new UserStep(
                "settled",
                (session, next) ->
                        Later.at(beginNanos + settling.time().toNanos(), session, () -> next.$bang(session)));
    }

    /** Runs a ping that only shows whether the server keeps the connection. */
    public ChainBuilder ping(Executable ping) {
        return exec(measured.apply(ping), new UserStep("settlingPingEnd", (session, next) -> {
            TierUser user = TierUser.of(session);
            if (!user.answered) {
                user.lose(user.loop.last().outcome());
            }
            user.pings++;
            next.$bang(session);
        }));
    }

    /** The time after which a connection that does not answer counts as not kept by the server. */
    public Duration timeout() {
        return settling.pongTimeout();
    }

    /**
     * Runs the close of a connection. A connection that had already ended counts as lost: for it, Gatling logs either
     * no record of the close or one that says why it could not be sent.
     */
    public ChainBuilder close(Executable close) {
        return exec(
                new UserStep("closeBegin", (session, next) -> {
                    TierUser.of(session).loop.last(Attempt.NONE);
                    next.$bang(session);
                }),
                measured.apply(close),
                new UserStep("closeEnd", (session, next) -> {
                    endClose(TierUser.of(session));
                    next.$bang(session);
                }));
    }

    private static void endClose(TierUser user) {
        Attempt close = user.loop.last();
        if (user.up && !close.sent()) {
            user.lose(close.equals(Attempt.NONE) ? Outcome.CLOSED_BY_SERVER : close.outcome());
        }
    }
}
