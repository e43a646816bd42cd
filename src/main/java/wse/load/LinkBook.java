package wse.load;

import wse.measure.LiveOutcomes;
import wse.measure.Outcome;

/**
 * Books the outcome of each connect attempt of one event loop, and corrects it if the connection is lost later. Confined to
 * that event loop.
 */
final class LinkBook {

    private final RampRecorders recorders;
    private final RampUp rampUp;
    private LiveOutcomes live;

    LinkBook(RampRecorders recorders, RampUp rampUp, LiveOutcomes live) {
        this.recorders = recorders;
        this.rampUp = rampUp;
        this.live = live;
    }

    /** Counts outcomes into {@code next} from now on. */
    void countInto(LiveOutcomes next) {
        live = next;
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
    boolean lost(Link link, Outcome outcome) {
        if (!link.isResolved()) {
            resolve(link, outcome, System.nanoTime());
            return false;
        }
        if (!link.outcome.isOk() || link.closing) {
            return false;
        }
        link.outcome = outcome;
        live.lost(outcome);
        recorders.samples().amend(link.connectSample, outcome);
        return true;
    }

    private void resolve(Link link, Outcome outcome, long nowNanos) {
        link.outcome = outcome;
        live.add(outcome, 1);
        link.connectSample = recorders.samples().add(link.connectNanos, nowNanos, outcome);
        rampUp.resolved(nowNanos);
    }
}
