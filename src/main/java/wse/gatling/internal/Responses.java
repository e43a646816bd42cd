package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import scala.Option;
import wse.measure.Outcome;

/** Writes requests and their responses into Gatling's report. Used on the virtual users' event loops. */
final class Responses {

    private Responses() {}

    /** Logs a request of this user. If the request has failed, its error message is the outcome's name. */
    static void log(
            CoreComponents core, Session session, String request, long startMillis, long endMillis, Outcome outcome) {
        log(
                core,
                session,
                request,
                startMillis,
                endMillis,
                outcome.isOk() ? Option.empty() : Option.apply(outcome.name()));
    }

    /** @param error message of a failed request; empty for a successful one */
    static void log(
            CoreComponents core,
            Session session,
            String request,
            long startMillis,
            long endMillis,
            Option<String> error) {
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        request,
                        startMillis,
                        endMillis,
                        error.isEmpty() ? OK$.MODULE$ : KO$.MODULE$,
                        Option.empty(),
                        error);
    }
}
