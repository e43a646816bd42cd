package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import wse.measure.RequestSamples;

/**
 * An action that hands a whole plan to a runner. The virtual user waits meanwhile, without blocking a thread; then the
 * requests that the runner returns are logged, so that Gatling's report and assertions see them.
 *
 * @param name name of the failed request that is logged if the plan cannot be carried out
 */
record RunPlan(String name, RunPlan.Runner runner) implements io.gatling.javaapi.core.ActionBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(RunPlan.class);

    /** How many requests are logged in one turn of the event loop; this takes about 5 ms. */
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

    /** One execution. Confined to the user's event loop as soon as the plan is done. */
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
            begun().whenComplete((samples, failure) -> session.eventLoop().execute(() -> {
                if (failure == null) {
                    log(samples.iterator());
                } else {
                    fail(failure);
                }
            }));
        }

        /** A runner that throws an exception counts as failed, too. */
        private CompletionStage<List<RequestSamples>> begun() {
            try {
                return runner.run();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void fail(Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.error("The plan could not be carried out: {}", cause.toString());
            long now = core.clock().nowMillis();
            Responses.log(core, session, name, startMillis, now, Option.apply(String.valueOf(cause.getMessage())));
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
            Responses.log(
                    core,
                    session,
                    samples.request(),
                    samples.startMillis()[index],
                    samples.endMillis(index),
                    samples.outcomes()[index]);
        }
    }
}
