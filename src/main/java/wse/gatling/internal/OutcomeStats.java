package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.Status;
import io.gatling.commons.util.Clock;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.Controller;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.stats.StatsEngine;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import scala.Option;
import scala.collection.immutable.List;
import wse.dialect.Dialect;
import wse.measure.Outcome;

/**
 * A stats engine in front of Gatling's own. It names failures after their outcomes and filters records that would falsify
 * the report. Called on the virtual users' event loops; has no state of its own.
 *
 * <p>It drops Gatling's record of each {@linkplain Step#SEND send}, which is always 0 ms and would halve every
 * percentile; records of unmatched messages, whose end is {@link Long#MIN_VALUE}; and everything that is
 * {@linkplain Step#UNMEASURED not measured}. It withholds the two records of a {@linkplain Step#CONNECT connect},
 * those of a {@linkplain Step#SETTLE settling} and of a {@linkplain Step#CLOSE close}, and those of a ping that could not
 * be sent: the step that follows uses their outcome.
 */
final class OutcomeStats implements StatsEngine {

    private final StatsEngine wrapped;
    private final Clock clock;
    private final boolean silent;
    private final Dialect dialect;
    private final UnaryOperator<String> words;
    private final Consumer<Attempt> last;

    /**
     * @param silent whether to pass nothing on: a warm-up has outcomes but does not belong in the report
     * @param dialect knows what a close code means
     * @param words applied to error messages
     * @param last receives each record that was not dropped, before the user's next action runs
     */
    OutcomeStats(
            StatsEngine wrapped,
            Clock clock,
            boolean silent,
            Dialect dialect,
            UnaryOperator<String> words,
            Consumer<Attempt> last) {
        this.dialect = dialect;
        this.words = words;
        this.wrapped = wrapped;
        this.clock = clock;
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
        Step step = Step.of(request);
        boolean isSend = request.equals(Step.SEND) || request.equals(Step.LOGIN);
        if (end == Long.MIN_VALUE || step == Step.UNMEASURED || isSend && !failed) {
            return;
        }
        Outcome outcome = failed ? GatlingOutcomes.of(step, text(code), text(message), dialect) : Outcome.OK;
        Attempt attempt = new Attempt(outcome, !isSend, end, words.apply(text(message)));
        last.accept(attempt);
        if (!silent && !isSend && step.isReported()) {
            Option<String> shown = failed ? Option.apply(attempt.message()) : message;
            wrapped.logResponse(scenario, groups, request, start, end, status, code, shown);
        }
    }

    private static String text(Option<String> option) {
        return option.isDefined() ? option.get() : "";
    }

    /**
     * Handles a request that could not even be sent, which is the client's fault. Gatling does not count it as a
     * request. A close is an exception: it cannot be sent if the connection has already ended.
     */
    @Override
    public void logRequestCrash(String scenario, List<String> groups, String request, String error) {
        Step step = Step.of(request);
        if (step == Step.UNMEASURED) {
            return;
        }
        Outcome outcome = step == Step.CLOSE ? GatlingOutcomes.of(step, "", error, dialect) : Outcome.INTERNAL_ERROR;
        Attempt attempt = new Attempt(outcome, false, clock.nowMillis(), words.apply(error));
        last.accept(attempt);
        if (!silent && step == Step.OTHER) {
            wrapped.logRequestCrash(scenario, groups, request, attempt.message());
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
