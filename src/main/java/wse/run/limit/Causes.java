package wse.run.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * Determines the cause of a connection limit from the smallest bad step, from what all bad steps have in common, and
 * from the trials. Pure.
 */
final class Causes {

    /** Counts of a server at its cap may differ slightly, by connections that it has not cleaned up yet. */
    private static final double SAME_WITHIN = 0.01;

    /**
     * A server that ran out of descriptors may have closed connections that it could not serve, which frees one or two
     * again.
     */
    private static final int FEW_DESCRIPTORS = 8;

    private static final String REJECTED = Observation.REJECTED;
    private static final String TOO_MANY_REQUESTS = REJECTED + 429;
    private static final String CLOSED = "CLOSED_BY_SERVER";

    private static final Map<Outcome, LimitCause> OF_THE_CLIENT = Map.of(
            Outcome.NO_DESCRIPTOR, LimitCause.CLIENT_DESCRIPTORS,
            Outcome.NO_LOCAL_PORT, LimitCause.LOCAL_PORTS,
            Outcome.NO_MEMORY, LimitCause.MEMORY);

    private final Search search;
    /** The last step of each size that failed, in ascending order of connections. */
    private final List<Observation> bad;
    /** The trials in which even a lower rate did not help. */
    private final List<Trial> failedTrials;

    private final Observation step;
    private final List<String> evidence = new ArrayList<>();

    private Causes(Search search, List<Observation> bad, List<Trial> trials) {
        this.search = search;
        this.bad = bad;
        this.step = bad.get(0);
        this.failedTrials = trials.stream()
                .filter(trial -> trial.verdict() != Trial.Verdict.ACCEPTED)
                .toList();
    }

    /**
     * @param search the final state of the search
     * @param steps all steps that were carried out
     */
    static ConnectionLimit of(Search search, List<Observation> steps) {
        Optional<Observation> incomplete =
                steps.stream().filter(Observation::isIncomplete).findFirst();
        if (incomplete.isPresent()) {
            return clientLost(search, incomplete.get());
        }
        RateEvidence rate = new RateEvidence(search, steps);
        List<Observation> bad = bad(search, steps);
        if (search.isOver(Over.Reason.REFUSED_BELOW)) {
            return refusedBelow(search, rate, steps.get(steps.size() - 1));
        }
        return search.isOver(Over.Reason.TOO_SLOW)
                ? tooSlow(search, rate)
                : bad.isEmpty()
                        ? withoutBad(search, rate)
                        : new Causes(search, bad, RateEvidence.trials(steps)).result(rate);
    }

    private static List<Observation> bad(Search search, List<Observation> steps) {
        SortedMap<Integer, Observation> last = new TreeMap<>();
        steps.stream()
                .filter(step ->
                        !step.isTrial() && step.connections() > search.sizes().good())
                .forEach(step -> last.put(step.connections(), step));
        return last.values().stream().filter(step -> !search.isGood(step)).toList();
    }

    private ConnectionLimit result(RateEvidence rate) {
        whatHappened();
        List<LimitCause> causes = find();
        LimitCause cause = causes.get(0);
        boolean open = !search.isFinished()
                && cause != LimitCause.SERVER_GONE
                && search.next().isPresent();
        doubt(cause);
        evidence.addAll(rate.sentences());
        if (open) {
            evidence.add("so far, this points to " + cause.label());
        }
        return new ConnectionLimit(
                search.sizes().good(),
                firstBad(search),
                open ? LimitCause.UNFINISHED : cause,
                open ? List.of() : causes.subList(1, causes.size()),
                evidence,
                rate.rate());
    }

    private static OptionalInt firstBad(Search search) {
        int bad = search.sizes().bad();
        return bad == 0 ? OptionalInt.empty() : OptionalInt.of(bad);
    }

    /** The result if a server process ended: no step after that says anything about the complete server. */
    static ConnectionLimit withoutServer(ConnectionLimit connectionLimit, List<String> losses) {
        return connectionLimit
                .withEvidence(plus(losses, connectionLimit.evidence()))
                .withoutBad(LimitCause.SERVER_GONE);
    }

    /** The result, with the progress of the step that was cut short by the end of the run. */
    static ConnectionLimit withUnderWay(ConnectionLimit connectionLimit, TierResult underWay) {
        String progress = "the run ended during the step of "
                + connections(underWay.shape().connections()) + "; by then, "
                + Units.count(underWay.measured().outcomes().of(Outcome.OK)) + " had been opened";
        return connectionLimit.withEvidence(plus(connectionLimit.evidence(), List.of(progress)));
    }

    private static List<String> plus(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** The client could not handle the step, so it is not a bad step of the server. */
    private static ConnectionLimit clientLost(Search search, Observation step) {
        return new ConnectionLimit(search.sizes().good(), LimitCause.CLIENT_LOST, sentences(step));
    }

    /** The server held more connections earlier, so their number is not the reason. */
    private static ConnectionLimit refusedBelow(Search search, RateEvidence rate, Observation last) {
        String refused = "the server had held " + connections(search.known().mostAlive())
                + ", but later turned away even slow connects when " + Units.count(last.alive())
                + " were open (" + RateEvidence.failures(last)
                + "): it limits the rate over a long period, or is slow to release closed connections";
        return connectRate(search, rate, refused);
    }

    /** At the rate that the server accepts, the next step would take too long. */
    private static ConnectionLimit tooSlow(Search search, RateEvidence rate) {
        int next = search.sizes().next().orElseThrow();
        double perSecond = search.pace().perSecond();
        String seconds = Units.count(Math.round(search.seconds(next, perSecond)));
        String end = "at " + Units.rate(perSecond) + " connects/s, the step of " + connections(next)
                + " would take " + seconds + " s; set wse.connectRate=" + Units.rate(perSecond)
                + " to continue the search at this rate";
        return connectRate(search, rate, end);
    }

    /** More connections than were open at the same time have not been tried. */
    private static ConnectionLimit connectRate(Search search, RateEvidence rate, String end) {
        return new ConnectionLimit(
                (int) Math.max(search.sizes().good(), search.known().mostAlive()),
                firstBad(search),
                LimitCause.CONNECT_RATE,
                List.of(),
                plus(rate.sentences(), List.of(end)),
                rate.rate());
    }

    private static ConnectionLimit withoutBad(Search search, RateEvidence rate) {
        boolean reached = search.sizes().reachedMost();
        int good = search.sizes().good();
        String first = reached
                ? connections(good) + " answered; raise wse.maxConnections to continue the search"
                : "no step has failed so far, and wse.maxConnections was not reached";
        return new ConnectionLimit(
                good,
                OptionalInt.empty(),
                reached ? LimitCause.NONE : LimitCause.UNFINISHED,
                List.of(),
                plus(List.of(first), rate.sentences()),
                rate.rate());
    }

    private void whatHappened() {
        String failures = RateEvidence.failures(step);
        evidence.add(Units.count(step.alive()) + " of " + connections(step) + " answered a ping at the end"
                + (failures.isEmpty() ? "" : "; " + failures));
    }

    /** All causes that fit, the most likely one first. */
    private List<LimitCause> find() {
        Optional<Observation> down = bad.stream().filter(Causes::isDown).findFirst();
        if (down.isPresent()) {
            return List.of(nothingLeft(down.get()));
        }
        if (step.neverReady() == 0 && step.lost() == 0) {
            return List.of(pongs());
        }
        Outcome most = step.mostFrequentFailure();
        if (OF_THE_CLIENT.containsKey(most)) {
            return List.of(OF_THE_CLIENT.get(most));
        }
        if (most.isOfTheProxy()) {
            evidence.add("the proxy opened no further connections (" + most + ")");
            return List.of(LimitCause.OTHER);
        }
        if (replacesOlder()) {
            return List.of(LimitCause.SERVER_CAP);
        }
        return step.lost() > step.neverReady() && !turnsNewcomersAway() ? List.of(lost()) : turnedDown(most);
    }

    /** Whether no connection is left. */
    private static boolean isDown(Observation step) {
        return step.alive() == 0 && step.open() == 0;
    }

    /** A server that answers every upgrade with an HTTP status is not down. */
    private LimitCause nothingLeft(Observation down) {
        String in = "in the step of " + connections(down) + ", ";
        Outcome most = down.mostFrequentFailure();
        if (OF_THE_CLIENT.containsKey(most)) {
            return OF_THE_CLIENT.get(most);
        }
        if (most.isOfTheProxy()) {
            evidence.add(in + "the proxy opened no connections (" + most + ")");
            return LimitCause.OTHER;
        }
        if (most.name().startsWith(REJECTED)) {
            evidence.add(in + "the server answered the upgrades with status "
                    + most.name().substring(REJECTED.length()));
            return LimitCause.OTHER;
        }
        evidence.add(in + "none was left at the end");
        return LimitCause.SERVER_GONE;
    }

    private LimitCause pongs() {
        evidence.add("all connections stayed open, but not all pings were answered within wse.pongTimeout");
        return LimitCause.TIME_OUT;
    }

    private LimitCause lost() {
        evidence.add(Units.count(step.lost()) + " of them became ready but were lost before the end of the hold");
        return LimitCause.LOSS;
    }

    private boolean replacesOlder() {
        Optional<Trial> replacing = failedTrials.stream()
                .filter(trial -> trial.verdict() == Trial.Verdict.REPLACED)
                .reduce((earlier, later) -> later);
        replacing.ifPresent(trial -> evidence.add("the server closed older connections to accept new ones: when it had "
                + Units.counted(trial.aliveBefore(), "connection") + ", " + Units.count(trial.added())
                + " more were opened one after another; it closed "
                + Units.count(trial.seen().lostEarlier()) + " of the older ones and was left with "
                + Units.count(trial.seen().alive())));
        return replacing.isPresent();
    }

    /** Whether even slow connects failed, while the existing connections stayed open. */
    private boolean turnsNewcomersAway() {
        return failedTrials.stream().anyMatch(trial -> trial.seen().lostEarlier() == 0);
    }

    /**
     * The causes that apply if connections reached the server or its kernel, but were not accepted, or were soon closed
     * again.
     */
    private List<LimitCause> turnedDown(Outcome how) {
        boolean descriptors = serverIsOutOfDescriptors();
        boolean counted = countedByTheServer(how);
        boolean same = isSteady();
        boolean said = byItsOwnWord(how) || counted;
        List<LimitCause> causes = new ArrayList<>();
        if (said || same && !descriptors) {
            causes.add(LimitCause.SERVER_CAP);
        }
        if (descriptors) {
            causes.add(LimitCause.SERVER_DESCRIPTORS);
        }
        if ((isTimeOut(how) || how.equals(Outcome.RESET)) && queueOverflowed()) {
            causes.add(LimitCause.ACCEPT_QUEUE);
        }
        if (mayBeALongPeriod(how)) {
            causes.add(LimitCause.CONNECT_RATE);
        }
        return causes.isEmpty() ? List.of(unexplained(how)) : causes;
    }

    private static boolean isTimeOut(Outcome how) {
        return how.equals(Outcome.CONNECT_TIMEOUT) || how.equals(Outcome.READY_TIMEOUT);
    }

    private static LimitCause unexplained(Outcome how) {
        if (how.equals(Outcome.RESET)) {
            return LimitCause.RESETS;
        }
        return isTimeOut(how) ? LimitCause.TIME_OUT : LimitCause.OTHER;
    }

    /** Whether the number of open connections does not grow; collects all the evidence for it. */
    private boolean isSteady() {
        boolean always = alwaysTheSame();
        return slowConnectsFailed() || always;
    }

    private boolean serverIsOutOfDescriptors() {
        Long left = step.result().server().descriptorsLeft();
        boolean out = left != null && left < FEW_DESCRIPTORS;
        if (out) {
            evidence.add("a server process had only " + left + " file descriptors left (ulimit -n)");
        }
        return out;
    }

    private boolean countedByTheServer(Outcome how) {
        Long rejected = step.result().server().rejected();
        boolean covered = rejected != null
                && rejected > 0
                && rejected >= step.result().measured().outcomes().of(how);
        if (covered) {
            evidence.add(
                    "the server itself counted " + Units.counted(rejected, "rejected connection") + " in this step");
        }
        return covered;
    }

    private boolean alwaysTheSame() {
        long least = bad.stream().mapToLong(Observation::alive).min().orElse(0);
        long most = bad.stream().mapToLong(Observation::alive).max().orElse(0);
        boolean same = bad.size() > 1 && least > 0 && isSame(least, most);
        if (same) {
            evidence.add((least == most ? "" : Units.count(least) + " to ")
                    + Units.counted(most, "connection was", "connections were") + " open at the end of each of the "
                    + bad.size() + " steps that asked for more ("
                    + Units.count(step.connections()) + " to "
                    + Units.count(bad.get(bad.size() - 1).connections()) + ")");
        }
        return same;
    }

    /**
     * Whether the number of open connections did not grow although more were opened slowly, and no other step
     * contradicts this.
     */
    private boolean slowConnectsFailed() {
        List<String> here = failedTrials.stream()
                .filter(trial -> trial.seen().lostEarlier() == 0 && isSame(trial.aliveBefore(), step.alive()))
                .map(Causes::slowConnects)
                .distinct()
                .toList();
        evidence.addAll(here);
        return bad.size() == 1 && !here.isEmpty();
    }

    private static boolean isSame(long some, long others) {
        return Math.abs(some - others) <= SAME_WITHIN * Math.max(some, others);
    }

    private static String slowConnects(Trial trial) {
        return "of " + Units.count(trial.added()) + " more connections that were opened at "
                + RateEvidence.perSecond(trial.seen()) + " after a pause of "
                + trial.seen().step().pause().toSeconds() + " s, " + Units.count(Math.max(0, trial.grown()))
                + " stayed open";
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
            evidence.add(
                    step.lost() > step.neverReady()
                            ? "the server accepted further connections and then closed them with close frames"
                            : "the server sent close frames before the connections were ready");
        } else if (how.equals(Outcome.CONNECT_REFUSED)) {
            evidence.add("the server stopped accepting connections but kept the existing ones open");
        }
        return status || how.equals(Outcome.CONNECT_REFUSED) || how.name().startsWith(CLOSED);
    }

    /**
     * Status 429 and {@code Retry-After} are meant for limits on a rate (RFC 6585 section 4, RFC 9110 section 10.2.3), but
     * servers also use them for a limit on open connections.
     */
    private boolean mayBeALongPeriod(Outcome how) {
        boolean tooMany = how.name().equals(TOO_MANY_REQUESTS);
        boolean retries = !step.retryAfter().isZero();
        if (tooMany || retries) {
            evidence.add((tooMany
                            ? "status 429"
                            : "Retry-After: " + step.retryAfter().toSeconds())
                    + " is meant for limits on a rate; slower connects did not help, but a limit over a long period"
                    + " cannot be ruled out");
        }
        return tooMany || retries;
    }

    private boolean queueOverflowed() {
        ServerUsage server = step.result().server();
        boolean overflowed = server.turnedAway() != null && server.turnedAway() > 0;
        if (overflowed) {
            evidence.add("the kernel turned away " + Units.count(server.turnedAway())
                    + " connection attempts in this step because a server's accept queue was full (ListenOverflows)");
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
        List<String> doubts = step.result().reasons().stream()
                .filter(reason -> reason.cause() != Reason.Cause.CLIENT_GAVE_UP)
                .map(Reason::sentence)
                .toList();
        if (matters && step.result().verdict() == Verdict.SUSPECT && !doubts.isEmpty()) {
            evidence.add("the client may have been the bottleneck in this step: " + String.join("; ", doubts));
        }
    }

    private static List<String> sentences(Observation step) {
        return step.result().reasons().stream().map(Reason::sentence).toList();
    }

    private static String connections(Observation step) {
        return connections(step.connections());
    }

    private static String connections(long number) {
        return Units.counted(number, "connection");
    }
}
