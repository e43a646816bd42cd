package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;
import wse.measure.Outcome;
import wse.measure.RequestFigures.Step;
import wse.measure.SteadyClock;

/**
 * One execution of a verb by one virtual user, and the one request that it logs. Exactly one of {@link #end}, {@link #sent}
 * and {@link #crash} must be called, once: it leads to the user's next action. Confined to the user's event
 * loop.
 */
final class Call {

    /** A timer that has not been started. */
    static final Future<?> NO_TIMER = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    /** The step could not be carried out because of an error in the scenario, such as an attribute that does not exist. */
    private static final Outcome CRASHED = new Outcome("STEP_CRASHED");

    /** The user has no connection of this name. */
    private static final Outcome NOT_CONNECTED = new Outcome("NOT_CONNECTED");

    private final CoreComponents core;
    private final WseComponents wse;
    private final Step step;
    private final String request;
    private final String attribute;
    private final Action next;
    /** On the clock of the connections, not on Gatling's: the two may differ by milliseconds. */
    private final long startMillis;

    private final long startNanos = System.nanoTime();

    private Session session;
    private boolean done;

    Call(CoreComponents core, WseComponents wse, Step step, Names names, String request, Session session, Action next) {
        this.core = core;
        this.step = step;
        this.wse = wse;
        this.request = request;
        this.attribute = names.attribute();
        this.session = session;
        this.next = next;
        this.startMillis = SteadyClock.ofProcess().millis();
    }

    WseComponents wse() {
        return wse;
    }

    /** When the call began ({@link System#nanoTime()}). */
    long startNanos() {
        return startNanos;
    }

    Session session() {
        return session;
    }

    void session(Session updated) {
        session = updated;
    }

    /** The user's connection of this name. */
    Optional<UserConnection> connection() {
        return OptionConverters.toJava(session.attributes().get(attribute)).map(UserConnection.class::cast);
    }

    /**
     * Continues with the user's connection of this name. If there is none, the scenario is wrong. If its connect has
     * failed, the call fails with the same outcome, because the report must show the original cause.
     */
    void withConnection(Consumer<UserConnection> then) {
        connection()
                .ifPresentOrElse(
                        connection -> connection
                                .connectFailure()
                                .ifPresentOrElse(this::notSent, () -> then.accept(connection)),
                        () -> end(Ending.notTried(
                                NOT_CONNECTED,
                                "a connection of this name must be open; put wse(...).connect() before this step")));
    }

    private void notSent(Outcome why) {
        end(Ending.notTried(why, "not sent, because the connect failed"));
    }

    void keep(UserConnection connection) {
        session = session.set(attribute, connection);
    }

    void forgetConnection() {
        session = session.remove(attribute);
    }

    Future<?> schedule(Runnable task, Duration after) {
        return session.eventLoop().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Completes the call. */
    void end(Ending ending) {
        if (ending.outcome().isOk()) {
            record(ending);
            respond(ending, Option.empty());
        } else {
            // Gatling's checks quote the server, which may repeat a user's token.
            Ending shown = ending.withWords(wse::shown);
            record(shown);
            respond(shown, Option.apply(shown.message()));
            session = session.markAsFailed();
        }
        goOn();
    }

    /** Completes a call that only sends; Gatling's report does not show it. */
    void sent() {
        record(Ending.sent());
        goOn();
    }

    private void record(Ending ending) {
        String address = step == Step.CONNECT && ending.wasBegun()
                ? connection().map(UserConnection::address).orElse("")
                : "";
        wse.figures().recorder().ended(step, request, ending, address);
    }

    /** A message that had already arrived when the call began is reported as 0 ms. */
    private void respond(Ending ending, Option<String> error) {
        wse.tally().count(error);
        long endMillis = Math.max(startMillis, ending.endMillis());
        Responses.log(core, session, request, startMillis, endMillis, error);
        session = session.logGroupRequestTimings(startMillis, endMillis);
    }

    /**
     * Logs an error of the scenario itself: the request could not even be sent. It still counts as a failed request:
     * Gatling does not count the errors that it calls crashes, so assertions would not see them.
     */
    void crash(String error) {
        end(Ending.notTried(CRASHED, error));
    }

    /** Like {@link #crash(String)}, unless the call has already been completed. */
    void crash(RuntimeException error) {
        if (!done) {
            crash(error.toString());
        }
    }

    /** Goes on to the next action. */
    private void goOn() {
        done = true;
        next.$bang(session);
    }
}
