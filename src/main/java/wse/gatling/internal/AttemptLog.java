package wse.gatling.internal;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import scala.Option;

/**
 * Puts into Gatling's report, as one record each, the attempts of which Gatling itself logs two, or none. Used on the
 * virtual users' event loops.
 *
 * @param silent whether nothing is logged: a warm-up has no place in the report
 */
record AttemptLog(CoreComponents core, boolean silent) {

    long nowMillis() {
        return core.clock().nowMillis();
    }

    void log(Session session, String request, long startMillis, Attempt attempt) {
        if (silent) {
            return;
        }
        boolean ok = attempt.outcome().isOk();
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        request,
                        startMillis,
                        attempt.endMillis(),
                        ok ? OK$.MODULE$ : KO$.MODULE$,
                        Option.empty(),
                        ok ? Option.empty() : Option.apply(attempt.message()));
    }
}
