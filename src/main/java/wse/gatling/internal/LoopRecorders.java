package wse.gatling.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import wse.measure.AddressFigures;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;
import wse.plan.PingSchedule;

/**
 * The measurements of one event loop's virtual users. Only that loop writes; {@link #addTo} may be called from any thread,
 * so everything it reads is guarded by this object's lock, which is practically never contended.
 */
final class LoopRecorders {

    private final LatencyRecorder connect;
    private final Optional<LatencyRecorder> service;
    private final Optional<LatencyRecorder> response;
    private final Optional<LatencyRecorder> slip;
    /** Outcomes of connections that failed to become ready, and of those lost later. */
    private final OutcomeCounts failures = new OutcomeCounts();

    /** Tallies by the name of the address; empty if the server has a single one. */
    private final Map<String, AddressTally> addresses = new TreeMap<>();

    private final OutcomeCounts pings = new OutcomeCounts();
    private Messages messages = Messages.NONE;
    private long connected;
    private long lost;
    private long alive;
    private long latePongs;
    private long foreignPongs;
    private long lastPingNanos;
    private Attempt last = Attempt.NONE;

    /** Records only the kinds that the plan has: an unused recorder would appear as a kind without values. */
    LoopRecorders(
            PingSchedule pings, boolean connectsAreScheduled, LatencyCollector collector, LatencyCollector slips) {
        boolean scheduled = pings.isOpen() || connectsAreScheduled;
        connect = collector.newRecorder(LatencyKind.CONNECT);
        service = recorder(pings.count() > 0, collector, LatencyKind.SERVICE);
        response = recorder(scheduled, collector, LatencyKind.RESPONSE);
        slip = recorder(scheduled, slips, LatencyKind.RESPONSE);
    }

    private static Optional<LatencyRecorder> recorder(boolean used, LatencyCollector collector, LatencyKind kind) {
        return used ? Optional.of(collector.newRecorder(kind)) : Optional.empty();
    }

    /** Keeps the newest record that Gatling logged on this loop. */
    void last(Attempt attempt) {
        last = attempt;
    }

    Attempt last() {
        return last;
    }

    void slip(long intendedNanos, long startNanos) {
        slip.orElseThrow().record(intendedNanos, startNanos);
    }

    void connected(TierUser user, boolean connectsAreScheduled) {
        connect.record(user.sentNanos, user.answeredNanos);
        if (connectsAreScheduled) {
            response.orElseThrow().record(user.intendedNanos, user.answeredNanos);
        }
    }

    /** @param endNanos when the pong arrived, or when the ping timed out */
    void pinged(TierUser user, long endNanos, boolean scheduled) {
        service.orElseThrow().record(user.sentNanos, endNanos);
        if (scheduled) {
            response.orElseThrow().record(user.intendedNanos, endNanos);
        }
    }

    synchronized void countConnect(TierUser user, Outcome outcome) {
        countByAddress(user, outcome);
        if (outcome.isOk()) {
            connected++;
        } else {
            fail(outcome);
        }
    }

    /** A connection that was lost after it became ready is a failure, but still counts as one that became ready. */
    synchronized void countLost(TierUser user, Outcome outcome) {
        if (!user.server.name().isEmpty()) {
            addresses.get(user.server.name()).lost(outcome);
        }
        lost++;
        fail(outcome);
    }

    private void countByAddress(TierUser user, Outcome outcome) {
        if (!user.server.name().isEmpty()) {
            addresses
                    .computeIfAbsent(user.server.name(), AddressTally::new)
                    .connected(outcome, user.answeredNanos - user.sentNanos);
        }
    }

    private void fail(Outcome outcome) {
        failures.count(outcome);
        if (last.outcome().equals(outcome)) {
            failures.explain(outcome, last.detail());
        }
    }

    synchronized void countPing(Outcome outcome, int bytes, long nowNanos) {
        pings.count(outcome);
        messages = messages.plus(new Messages(1, outcome.isOk() ? 1 : 0, bytes, 0));
        lastPingNanos = nowNanos;
    }

    synchronized void countNotSent(Outcome outcome, long pingsNotSent) {
        pings.add(outcome, pingsNotSent);
    }

    synchronized void countAlive() {
        alive++;
    }

    synchronized void countHello() {
        messages = messages.plus(new Messages(0, 0, 0, 1));
    }

    synchronized void countLatePong() {
        latePongs++;
    }

    synchronized void countForeignPong() {
        foreignPongs++;
    }

    synchronized void addTo(TierTotals sum) {
        sum.connected += connected;
        sum.connects.add(Outcome.OK, connected - lost);
        sum.connects.add(failures);
        List<AddressFigures> byAddress =
                addresses.values().stream().map(AddressTally::figures).toList();
        sum.addresses = AddressFigures.sum(sum.addresses, byAddress);
        sum.pings.add(pings);
        sum.messages = sum.messages.plus(messages);
        sum.alive += alive;
        sum.strayPongs = sum.strayPongs.plus(new StrayPongs(latePongs, 0, foreignPongs, 0, 0));
        if (messages.sent() > 0) {
            sum.pingEnded(lastPingNanos);
        }
    }
}
