package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.Status;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.Controller;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.stats.StatsEngine;
import scala.Option;
import scala.collection.immutable.List;
import wse.measure.Outcome;

/**
 * A stats engine that gives failures their outcome names and keeps out what would falsify the report, then hands on to
 * Gatling's own. Called on the virtual users' event loops; has no state of its own.
 *
 * <p>Kept out are Gatling's record of each {@linkplain Step#SEND send}, an OK of 0 ms that would halve every percentile,
 * its records of unmatched messages, which carry {@link Long#MIN_VALUE} as their end, and what is
 * {@linkplain Step#UNMEASURED not measured}.
 */
final class OutcomeStats implements StatsEngine {

    private final StatsEngine wrapped;
    private final boolean silent;
    private final Last last;

    /** Hears of each record that was not kept out, before the user's next action runs. */
    @FunctionalInterface
    interface Last {

        /** @param sent false if the request did not even leave */
        void record(Outcome outcome, boolean sent);
    }

    /** @param silent whether nothing is handed on: a warm-up has outcomes, but no place in the report */
    OutcomeStats(StatsEngine wrapped, boolean silent, Last last) {
        this.wrapped = wrapped;
        this.silent = silent;
        this.last = last;
    }

    @Override
    public void logResponse(
            String scenario,
            List<String> groups,
            String request,
            long start,
            long end,
            Status status,
            Option<String> code,
            Option<String> message) {
        boolean failed = status == KO$.MODULE$;
        boolean isSend = request.equals(Step.SEND);
        if (end == Long.MIN_VALUE || Step.of(request) == Step.UNMEASURED || isSend && !failed) {
            return;
        }
        Outcome outcome = failed ? GatlingOutcomes.of(Step.of(request), text(code), text(message)) : Outcome.OK;
        last.record(outcome, !isSend);
        if (silent) {
            return;
        }
        wrapped.logResponse(
                scenario,
                groups,
                shown(request),
                start,
                end,
                status,
                code,
                failed ? named(outcome, text(message)) : message);
    }

    /** A ping that could not be sent at all is a failed ping. */
    private String shown(String request) {
        return request.equals(Step.SEND) ? Step.PONG : request;
    }

    private static String text(Option<String> option) {
        return option.isDefined() ? option.get() : "";
    }

    private static Option<String> named(Outcome outcome, String message) {
        return Option.apply(message.startsWith(outcome.name()) ? message : outcome.name() + " (" + message + ")");
    }

    @Override
    public void logRequestCrash(String scenario, List<String> groups, String request, String error) {
        if (Step.of(request) == Step.UNMEASURED) {
            return;
        }
        Outcome outcome = GatlingOutcomes.of(Step.of(request), "", error);
        last.record(outcome, false);
        if (!silent) {
            wrapped.logRequestCrash(scenario, groups, shown(request), outcome.name() + " (" + error + ")");
        }
    }

    @Override
    public void start() {
        wrapped.start();
    }

    @Override
    public void stop(ActorRef<Controller.Command> controller, Option<Exception> exception) {
        wrapped.stop(controller, exception);
    }

    @Override
    public void logUserStart(String scenario) {
        wrapped.logUserStart(scenario);
    }

    @Override
    public void logUserEnd(String scenario) {
        wrapped.logUserEnd(scenario);
    }

    @Override
    public void logGroupEnd(String scenario, GroupBlock group, long end) {
        wrapped.logGroupEnd(scenario, group, end);
    }
}
