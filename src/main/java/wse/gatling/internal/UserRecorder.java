package wse.gatling.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;

/**
 * The measurements of one event loop's virtual users. Only that loop records; {@link #addTo} and {@link #addCountsTo} may be
 * called from any thread, so everything they read is guarded by this object's lock, which is practically never contended:
 * while users are active, only a few counts are read. Recording allocates nothing, except when a name or an outcome occurs
 * for the first time.
 */
final class UserRecorder {

    /** Names may be computed, as in {@code wse("order #{id}")}, and each has a histogram. */
    static final int MOST_NAMES = 100;

    /** Name for the requests of all further names. */
    static final String OTHERS = "(other requests)";

    /** The requests with the same name and the same step. */
    private static final class RequestTally {
        private final OutcomeCounts outcomes = new OutcomeCounts();
        private final Histogram service = LatencyRecorder.newHistogram();
    }

    private final Set<String> names;
    private final LatencyRecorder connect;
    private final LatencyRecorder service;
    /** In the order of their first use. */
    private final Map<String, Map<Step, RequestTally>> tallies = new LinkedHashMap<>();

    private final Map<String, AddressTally> addresses = new TreeMap<>();
    private final OutcomeCounts connects = new OutcomeCounts();
    private final OutcomeCounts requests = new OutcomeCounts();
    private long connecting;
    private long connected;
    private long answered;
    private long onlySent;
    private final Span connectSpan = new Span();
    private final Span span = new Span();

    /** @param names the names that the recorders of all event loops know; used by several threads */
    UserRecorder(LatencyCollector collector, Set<String> names) {
        this.names = names;
        connect = collector.newRecorder(LatencyKind.CONNECT);
        service = collector.newRecorder(LatencyKind.SERVICE);
    }

    /** A user begins to connect. */
    synchronized void connecting() {
        connecting++;
        connectSpan.add(System.nanoTime());
    }

    /**
     * A request has ended.
     *
     * @param address name of the server's address, for connects; empty if it has only one
     */
    synchronized void ended(Step step, String name, Ending ending, String address) {
        long now = System.nanoTime();
        span.add(now);
        RequestTally tally = tally(step, name);
        tally.outcomes.count(ending.outcome());
        if (!ending.detail().isEmpty()) {
            tally.outcomes.explain(ending.outcome(), ending.detail());
        }
        if (ending.hasService()) {
            tally.service.recordValue(Math.min(ending.serviceNanos() / 1_000, LatencyRecorder.MAX_MICROS));
        }
        if (step == Step.CONNECT) {
            endedConnect(ending, address, now);
        } else if (step != Step.CLOSE) {
            endedRequest(step, ending);
        }
    }

    /** The scenario may have failed before it began to connect; that, too, is an attempt. */
    private void endedConnect(Ending ending, String address, long now) {
        connectSpan.add(now);
        connects.count(ending.outcome());
        connects.explain(ending.outcome(), ending.detail());
        if (ending.wasBegun()) {
            connecting--;
        }
        if (ending.outcome().isOk()) {
            connected++;
            connect.record(0, ending.serviceNanos());
        }
        if (!address.isEmpty()) {
            addresses.computeIfAbsent(address, AddressTally::new).connected(ending.outcome(), ending.serviceNanos());
        }
    }

    private void endedRequest(Step step, Ending ending) {
        if (step == Step.SEND && ending.outcome().isOk()) {
            onlySent++;
            return;
        }
        requests.count(ending.outcome());
        if (step.isAnswered() && ending.hasService()) {
            service.record(0, ending.serviceNanos());
        }
        if (step.isAnswered() && ending.answered()) {
            answered++;
        }
    }

    private RequestTally tally(Step step, String name) {
        Map<Step, RequestTally> known = tallies.get(name);
        if (known == null) {
            known = tallies.computeIfAbsent(isAdmitted(name) ? name : OTHERS, first -> new EnumMap<>(Step.class));
        }
        return known.computeIfAbsent(step, first -> new RequestTally());
    }

    /**
     * Whether the figures list requests of this name separately. Another event loop may add the same name at the same
     * moment, which changes nothing. If event loops add different names at the same moment, each of them may exceed the
     * limit by one.
     */
    private boolean isAdmitted(String name) {
        if (names.size() < MOST_NAMES) {
            names.add(name);
        }
        return names.contains(name);
    }

    /** A connection that had become ready has ended, and no user has closed it. */
    synchronized void lost(Outcome outcome, OutcomeDetail detail, String address) {
        connects.add(Outcome.OK, -1);
        connects.count(outcome);
        connects.explain(outcome, detail);
        if (!address.isEmpty()) {
            addresses.get(address).lost(outcome);
        }
    }

    /** Adds the outcomes of connects and requests so far, not broken down by name. */
    synchronized void addCountsTo(OutcomeCounts allConnects, OutcomeCounts allRequests) {
        allConnects.add(connects);
        allRequests.add(requests);
    }

    /** Copies every histogram, so the users must wait meanwhile. */
    synchronized void addTo(UserTotals sum) {
        tallies.forEach((name, steps) -> steps.forEach((step, tally) -> sum.add(
                new RequestFigures(name, step, tally.outcomes.plus(new OutcomeCounts()), tally.service.copy()))));
        sum.add(connects, requests, connecting, connected);
        sum.add(addresses.values().stream().map(AddressTally::figures).toList());
        sum.add(answered, onlySent);
        sum.add(connectSpan, span);
    }

    /** The time from the first of some moments to the last one. Not thread-safe. */
    static final class Span {

        private boolean any;
        private long firstNanos;
        private long lastNanos;

        void add(long nanos) {
            firstNanos = any && firstNanos - nanos < 0 ? firstNanos : nanos;
            lastNanos = any && lastNanos - nanos > 0 ? lastNanos : nanos;
            any = true;
        }

        void add(Span other) {
            if (other.any) {
                add(other.firstNanos);
                add(other.lastNanos);
            }
        }

        Duration length() {
            return Duration.ofNanos(any ? lastNanos - firstNanos : 0);
        }
    }
}
