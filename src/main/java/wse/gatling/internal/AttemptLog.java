package wse.gatling.internal;

import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import scala.Option;

/**
 * Logs each connect and each ping as one request of Gatling's report, where Gatling itself would log two or none. Used on
 * the virtual users' event loops.
 *
 * @param silent whether to log nothing, because a warm-up does not belong in the report
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
        Responses.log(
                core,
                session,
                request,
                startMillis,
                attempt.endMillis(),
                ok ? Option.empty() : Option.apply(attempt.message()));
    }
}
