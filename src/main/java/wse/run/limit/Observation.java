package wse.run.limit;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.StepPurpose;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.run.tiers.SearchStep;

/** The conclusions from one step of a search. Pure. */
record Observation(SearchStep step, TierResult result, ConnectTimes times) {

    /** The beginning of the names of outcomes that contain the status of an HTTP response. */
    static final String REJECTED = "HANDSHAKE_REJECTED_";

    static Observation of(SearchStep step, Sampled<TierResult> carried) {
        return new Observation(step, carried.figures(), ConnectTimes.of(carried.samples()));
    }

    int connections() {
        return step.connections();
    }

    boolean isTrial() {
        return step.purpose() == StepPurpose.TRIAL;
    }

    /** Connections that answered a ping at the end of the step. */
    long alive() {
        return result.measured().alive().orElse(0);
    }

    /** Connections that were open at the end of the step, whether they answered a ping or not. */
    long open() {
        return result.measured().outcomes().of(Outcome.OK);
    }

    /** Connections that never became ready. */
    long neverReady() {
        return result.measured().outcomes().total() - result.measured().connected();
    }

    /** Connections that became ready but did not stay open. */
    long lost() {
        return result.measured().connected() - open();
    }

    long lostEarlier() {
        return result.measured().figures().lostEarlier();
    }

    /** The rate at which connections were actually opened. */
    double connectsPerSecond() {
        return step.connectsPerSecond() > 0 ? step.connectsPerSecond() : times.offeredPerSecond();
    }

    /** Whether a part of the client was lost, so that the step says nothing about the server. */
    boolean isIncomplete() {
        return result.verdict() == Verdict.INCOMPLETE;
    }

    /** Whether the server, or its kernel, turned connections away or closed them, so that a lower rate may help. */
    boolean mayDependOnRate() {
        return connectsPerSecond() > 0
                && neverReady() + lost() > 0
                && !mostFrequentFailure().isOfTheClient()
                && !mostFrequentFailure().isOfTheProxy();
    }

    /** How long the server asked clients to wait before they try again; zero if it did not. */
    Duration retryAfter() {
        return result.measured().outcomes().details().values().stream()
                .flatMap(detail -> detail.retryAfter().stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether most failures were HTTP responses to the upgrade. */
    boolean isRejected() {
        return neverReady() > 0 && mostFrequentFailure().name().startsWith(REJECTED);
    }

    /** @throws java.util.NoSuchElementException if there is no failure */
    Outcome mostFrequentFailure() {
        return result.measured().outcomes().asMap().entrySet().stream()
                .filter(entry -> !entry.getKey().isOk())
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
