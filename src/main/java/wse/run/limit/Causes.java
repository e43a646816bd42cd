package wse.run.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.plan.LimitSearch;
import wse.text.Units;

/** Finds out what caused a connection limit, from the smallest bad step and from what all bad steps have in common. Pure. */
final class Causes {

    /** Counts of a server at its cap may differ slightly, by connections that it has not cleaned up yet. */
    private static final double SAME_WITHIN = 0.01;

    /**
     * A server that ran out of descriptors may have closed connections that it could not serve, which frees one or two
     * again.
     */
    private static final int FEW_DESCRIPTORS = 8;

    private static final String REJECTED = "HANDSHAKE_REJECTED_";
    private static final String CLOSED = "CLOSED_BY_SERVER";

    private static final Map<Outcome, LimitCause> OF_THE_CLIENT = Map.of(
            Outcome.NO_DESCRIPTOR, LimitCause.CLIENT_DESCRIPTORS,
            Outcome.NO_LOCAL_PORT, LimitCause.LOCAL_PORTS,
            Outcome.NO_MEMORY, LimitCause.MEMORY);

    /** In ascending order of connections. */
    private final List<TierResult> bad;

    private final TierResult step;
    private final List<String> evidence = new ArrayList<>();

    private Causes(List<TierResult> bad) {
        this.bad = bad;
        this.step = bad.get(0);
    }

    /**
     * @param probe the final state of the search
     * @param steps all steps that were carried out
     */
    static ConnectionLimit of(LimitSearch probe, List<TierResult> steps) {
        List<TierResult> bad = steps.stream()
                .filter(step -> !probe.isGood(step.shape().connections(), alive(step)))
                .sorted(Comparator.comparing(step -> step.shape().connections()))
                .toList();
        Optional<TierResult> incomplete =
                steps.stream().filter(Causes::isIncomplete).findFirst();
        if (incomplete.isPresent()) {
            return clientLost(probe, incomplete.get());
        }
        if (bad.isEmpty()) {
            return withoutBad(probe);
        }
        Causes causes = new Causes(bad);
        causes.whatHappened();
        LimitCause cause = causes.find();
        boolean open = probe.next().isPresent() && cause != LimitCause.SERVER_GONE;
        causes.doubt(cause);
        return new ConnectionLimit(
                probe.good(),
                probe.bad(),
                open ? LimitCause.UNFINISHED : cause,
                open ? causes.andUnfinished(cause) : causes.evidence);
    }

    /** The result if a server process ended: no step after that says anything about the complete server. */
    static ConnectionLimit withoutServer(ConnectionLimit connectionLimit, List<String> losses) {
        List<String> evidence = new ArrayList<>(losses);
        evidence.addAll(connectionLimit.evidence());
        return new ConnectionLimit(connectionLimit.connections(), null, LimitCause.SERVER_GONE, evidence);
    }

    /** The result, with the progress of the step that was cut short by the end of the run. */
    static ConnectionLimit withUnderWay(ConnectionLimit connectionLimit, TierResult underWay) {
        List<String> evidence = new ArrayList<>(connectionLimit.evidence());
        evidence.add("the run ended during the step of " + connections(underWay) + " connections, of which "
                + count(underWay.measured().outcomes().of(Outcome.OK)) + " were open");
        return new ConnectionLimit(
                connectionLimit.connections(), connectionLimit.firstBad(), connectionLimit.cause(), evidence);
    }

    /** The client could not handle the step, so it is not a bad step of the server. */
    private static ConnectionLimit clientLost(LimitSearch probe, TierResult step) {
        return new ConnectionLimit(probe.good(), null, LimitCause.CLIENT_LOST, sentences(step));
    }

    private static ConnectionLimit withoutBad(LimitSearch probe) {
        return probe.reachedMost()
                ? new ConnectionLimit(
                        probe.good(),
                        null,
                        LimitCause.NONE,
                        List.of("all " + count(probe.good()) + " connections answered; raise"
                                + " wse.maxConnections to continue the search"))
                : new ConnectionLimit(
                        probe.good(),
                        null,
                        LimitCause.UNFINISHED,
                        List.of("no step has failed so far, and wse.maxConnections was not reached"));
    }

    private List<String> andUnfinished(LimitCause cause) {
        evidence.add("so far, this points to " + cause.label());
        return evidence;
    }

    /** Whether no connection is left: such a server is not at its limit, it is down. */
    static boolean isDown(TierResult step) {
        return alive(step) == 0 && step.measured().outcomes().of(Outcome.OK) == 0;
    }

    /** Whether a part of the client was lost in this step, so that it says nothing about the server. */
    static boolean isIncomplete(TierResult step) {
        return step.verdict() == Verdict.INCOMPLETE;
    }

    private void whatHappened() {
        String failed = step.measured().outcomes().asMap().entrySet().stream()
                .filter(entry -> !entry.getKey().isOk())
                .sorted(Map.Entry.<Outcome, Long>comparingByValue().reversed())
                .map(entry -> "; " + count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining());
        evidence.add(
                count(alive(step)) + " of " + connections(step) + " connections answered a ping at the end" + failed);
    }

    private LimitCause find() {
        if (bad.stream().anyMatch(Causes::isDown)) {
            return gone();
        }
        TierMeasurement measured = step.measured();
        long neverReady = measured.outcomes().total() - measured.connected();
        long lost = measured.connected() - measured.outcomes().of(Outcome.OK);
        if (neverReady == 0 && lost == 0) {
            return pongs();
        }
        Outcome most = mostFrequentFailure(measured.outcomes());
        if (OF_THE_CLIENT.containsKey(most)) {
            return OF_THE_CLIENT.get(most);
        }
        return lost > neverReady ? lost(lost) : turnedDown(most);
    }

    private LimitCause gone() {
        TierResult down = bad.stream().filter(Causes::isDown).findFirst().orElseThrow();
        evidence.add("in the step of " + connections(down) + " connections, none was left at the end");
        return LimitCause.SERVER_GONE;
    }

    private LimitCause pongs() {
        evidence.add("all connections stayed open, but not all pings were answered within wse.pongTimeout");
        return LimitCause.TIME_OUT;
    }

    private LimitCause lost(long lost) {
        evidence.add(count(lost) + " of them became ready but were lost before the end of the hold");
        return LimitCause.LOSS;
    }

    /** The cause if connections reached the server, or its kernel, but were not accepted. */
    private LimitCause turnedDown(Outcome how) {
        if (serverIsOutOfDescriptors()) {
            return LimitCause.SERVER_DESCRIPTORS;
        }
        boolean cap = countedByTheServer(how);
        cap |= alwaysTheSame();
        cap |= byItsOwnWord(how);
        if (cap) {
            return LimitCause.SERVER_CAP;
        }
        boolean inTime = !how.equals(Outcome.CONNECT_TIMEOUT) && !how.equals(Outcome.READY_TIMEOUT);
        if (queueOverflowed() && (!inTime || how.equals(Outcome.RESET))) {
            return LimitCause.ACCEPT_QUEUE;
        }
        return how.equals(Outcome.RESET) ? LimitCause.RESETS : inTime ? LimitCause.OTHER : LimitCause.TIME_OUT;
    }

    private boolean serverIsOutOfDescriptors() {
        Long left = step.server().descriptorsLeft();
        boolean out = left != null && left < FEW_DESCRIPTORS;
        if (out) {
            evidence.add("a server process had only " + left + " file descriptors left (ulimit -n)");
        }
        return out;
    }

    private boolean countedByTheServer(Outcome how) {
        Long rejected = step.server().rejected();
        boolean covered = rejected != null
                && rejected > 0
                && rejected >= step.measured().outcomes().of(how);
        if (covered) {
            evidence.add("the server itself counted " + count(rejected) + " rejected connections in this step");
        }
        return covered;
    }

    private boolean alwaysTheSame() {
        long least = bad.stream().mapToLong(Causes::alive).min().orElse(0);
        long most = bad.stream().mapToLong(Causes::alive).max().orElse(0);
        boolean same = bad.size() > 1 && least > 0 && most - least <= most * SAME_WITHIN;
        if (same) {
            evidence.add((least == most ? count(most) : count(least) + " to " + count(most))
                    + " connections were open at the end of each of the " + bad.size() + " steps that asked for more ("
                    + connections(step) + " to " + connections(bad.get(bad.size() - 1)) + ")");
        }
        return same;
    }

    /**
     * Whether the server rejected connections on purpose: by an HTTP status, a close frame, or by closing its listening
     * socket.
     */
    private boolean byItsOwnWord(Outcome how) {
        boolean status = how.name().startsWith(REJECTED);
        if (status) {
            evidence.add(
                    "the server answered the upgrade with status " + how.name().substring(REJECTED.length()));
        } else if (how.name().startsWith(CLOSED)) {
            evidence.add("the server sent close frames before the connections were ready");
        } else if (how.equals(Outcome.CONNECT_REFUSED)) {
            evidence.add("the server stopped accepting connections but kept the existing ones open");
        }
        return status || how.equals(Outcome.CONNECT_REFUSED) || how.name().startsWith(CLOSED);
    }

    private boolean queueOverflowed() {
        ServerUsage server = step.server();
        boolean overflowed = server.turnedAway() != null && server.turnedAway() > 0;
        if (overflowed) {
            evidence.add("the kernel turned away " + count(server.turnedAway())
                    + " connection attempts in this step because a server's accept queue was full (ListenOverflows,"
                    + " which counts all servers on this machine)");
        }
        return overflowed;
    }

    /**
     * A slow client can explain time-outs and lost connections, but not a rule of the server or a limit of the client's
     * machine.
     */
    private void doubt(LimitCause cause) {
        boolean matters = cause == LimitCause.TIME_OUT
                || cause == LimitCause.ACCEPT_QUEUE
                || cause == LimitCause.LOSS
                || cause == LimitCause.RESETS
                || cause == LimitCause.OTHER;
        if (matters && step.verdict() == Verdict.SUSPECT) {
            evidence.add("the client may have been the bottleneck in this step: " + String.join("; ", sentences(step)));
        }
    }

    private static Outcome mostFrequentFailure(OutcomeCounts counts) {
        return counts.asMap().entrySet().stream()
                .filter(entry -> !entry.getKey().isOk())
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static List<String> sentences(TierResult step) {
        return step.reasons().stream().map(Reason::sentence).toList();
    }

    static long alive(TierResult step) {
        return step.measured().alive().orElse(0);
    }

    private static String connections(TierResult step) {
        return count(step.shape().connections());
    }

    private static String count(long value) {
        return Units.count(value);
    }
}
