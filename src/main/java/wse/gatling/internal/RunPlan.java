package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import wse.measure.Outcome;
import wse.measure.RequestSamples;

/**
 * Has a whole plan carried out by someone else, while the one virtual user waits without holding a thread, then logs the
 * requests handed over, so that Gatling's report and assertions see them.
 *
 * @param name of the request that appears if the plan cannot be carried out
 */
record RunPlan(String name, RunPlan.Runner runner) implements io.gatling.javaapi.core.ActionBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(RunPlan.class);

    /** Samples logged in one turn of the event loop, about 5 ms' worth. */
    private static final int PER_TURN = 10_000;

    /** Begins to carry out a plan and returns at once. */
    @FunctionalInterface
    public interface Runner {
        CompletionStage<List<RequestSamples>> run();
    }

    @Override
    public ActionBuilder asScala() {
        return (context, next) -> new UserAction("wse " + name, context.coreComponents(), next, (session, to) -> {
            new Run(context.coreComponents(), session, to).begin();
        });
    }

    /** One execution. Confined to the user's event loop once the plan is done. */
    private final class Run {

        private final CoreComponents core;
        private final Session session;
        private final Action next;
        private final long startMillis;

        Run(CoreComponents core, Session session, Action next) {
            this.core = core;
            this.session = session;
            this.next = next;
            this.startMillis = core.clock().nowMillis();
        }

        void begin() {
            runner.run()
                    .whenComplete((samples, failure) -> session.eventLoop().execute(() -> {
                        if (failure == null) {
                            log(samples.iterator());
                        } else {
                            fail(failure);
                        }
                    }));
        }

        private void fail(Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.error("A plan was not carried out: {}", cause.toString());
            long now = core.clock().nowMillis();
            core.statsEngine()
                    .logResponse(
                            session.scenario(),
                            session.groups(),
                            name,
                            startMillis,
                            now,
                            KO$.MODULE$,
                            Option.empty(),
                            Option.apply(String.valueOf(cause.getMessage())));
            next.$bang(session.markAsFailed());
        }

        private void log(Iterator<RequestSamples> rest) {
            if (rest.hasNext()) {
                log(rest.next(), 0, rest);
            } else {
                next.$bang(session);
            }
        }

        private void log(RequestSamples samples, int from, Iterator<RequestSamples> rest) {
            int end = Math.min(samples.size(), from + PER_TURN);
            for (int i = from; i < end; i++) {
                log(samples, i);
            }
            session.eventLoop().execute(() -> {
                if (end < samples.size()) {
                    log(samples, end, rest);
                } else {
                    log(rest);
                }
            });
        }

        private void log(RequestSamples samples, int index) {
            Outcome outcome = samples.outcomes()[index];
            core.statsEngine()
                    .logResponse(
                            session.scenario(),
                            session.groups(),
                            samples.request(),
                            samples.startMillis()[index],
                            samples.endMillis(index),
                            outcome.isOk() ? OK$.MODULE$ : KO$.MODULE$,
                            Option.empty(),
                            outcome.isOk() ? Option.empty() : Option.apply(outcome.name()));
        }
    }
}
