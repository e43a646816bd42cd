package wse.load;

import java.util.Map;
import java.util.TreeMap;
import wse.measure.LiveOutcomes;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;

/**
 * Books the outcome of each connect attempt of one event loop, and corrects it if the connection is lost later. Confined to
 * that event loop.
 */
final class LinkBook {

    private final RampRecorders recorders;
    private final RampUp rampUp;
    private final Map<Outcome, OutcomeDetail> details = new TreeMap<>();
    private LiveOutcomes live;

    LinkBook(RampRecorders recorders, RampUp rampUp, LiveOutcomes live) {
        this.recorders = recorders;
        this.rampUp = rampUp;
        this.live = live;
    }

    /** A new step begins: counts outcomes into {@code next} from now on. */
    void countInto(LiveOutcomes next) {
        live = next;
        details.clear();
    }

    /** Adds the details of the outcomes that were booked. */
    void explain(OutcomeCounts outcomes) {
        details.forEach(outcomes::explain);
    }

    void connected(Link link) {
        recorders.connected(link);
    }

    void ready(Link link, long nowNanos) {
        link.ready = true;
        recorders.ready(link, nowNanos);
        resolve(link, Outcome.OK, nowNanos);
    }

    /**
     * The connection has ended or is about to be aborted.
     *
     * @return whether it had been ready until now
     */
    boolean lost(Link link, Outcome outcome, OutcomeDetail detail) {
        if (!link.isResolved()) {
            explain(outcome, detail);
            resolve(link, outcome, System.nanoTime());
            return false;
        }
        if (!link.outcome.isOk() || link.closing) {
            return false;
        }
        explain(outcome, detail);
        link.outcome = outcome;
        live.lost(outcome);
        recorders.samples().amend(link.connectSample, outcome);
        return true;
    }

    private void explain(Outcome outcome, OutcomeDetail detail) {
        if (!detail.isEmpty() && details.putIfAbsent(outcome, detail) == null) {
            live.explain(outcome, detail);
        }
    }

    private void resolve(Link link, Outcome outcome, long nowNanos) {
        link.outcome = outcome;
        live.add(outcome, 1);
        link.connectSample = recorders.samples().add(link.connectNanos, nowNanos, outcome);
        rampUp.resolved(nowNanos);
    }
}
