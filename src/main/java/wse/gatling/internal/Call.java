package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import scala.Option;
import wse.measure.Outcome;

/**
 * One execution of a verb by one virtual user: what it needs, and the one response it logs. Each of {@link #ok},
 * {@link #ko} and {@link #crash} leads to the user's next action and may be called once. Confined to the user's event loop.
 */
final class Call {

    private final CoreComponents core;
    private final WseComponents wse;
    private final String request;
    private final String attribute;
    private final Action next;
    private final long startMillis;
    private Session session;

    Call(CoreComponents core, WseComponents wse, Names names, String request, Session session, Action next) {
        this.core = core;
        this.wse = wse;
        this.request = request;
        this.attribute = names.attribute();
        this.session = session;
        this.next = next;
        this.startMillis = core.clock().nowMillis();
    }

    WseComponents wse() {
        return wse;
    }

    Session session() {
        return session;
    }

    void session(Session updated) {
        session = updated;
    }

    /** The user's connection of this name, or null. */
    UserConnection connection() {
        Option<Object> found = session.attributes().get(attribute);
        return found.isDefined() ? (UserConnection) found.get() : null;
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

    void ok(long endMillis) {
        respond(OK$.MODULE$, endMillis, Option.empty());
        goOn();
    }

    void ko(Outcome outcome) {
        ko(outcome.name(), core.clock().nowMillis());
    }

    void ko(String message, long endMillis) {
        respond(KO$.MODULE$, endMillis, Option.apply(message));
        session = session.markAsFailed();
        goOn();
    }

    private void respond(Status status, long endMillis, Option<String> message) {
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        request,
                        startMillis,
                        endMillis,
                        status,
                        Option.empty(),
                        message);
        session = session.logGroupRequestTimings(startMillis, endMillis);
    }

    /** The request could not even be made: an error in the script. */
    void crash(String error) {
        core.statsEngine().logRequestCrash(session.scenario(), session.groups(), request, error);
        session = session.markAsFailed();
        goOn();
    }

    /** To the next action without a response of this one. */
    void goOn() {
        next.$bang(session);
    }
}
