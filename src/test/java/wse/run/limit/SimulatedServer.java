package wse.run.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.plan.LimitStep;
import wse.plan.LimitStep.Before;
import wse.run.tiers.Tier;

/** A server in simulated time that limits its connections, and how fast they are opened. For one thread. */
final class SimulatedServer {

    /** How fast the client connects without a limit. */
    private static final double FULL_SPEED = 2_000;

    /** A connection that is open. */
    private record Open(int group) {}

    private final int cap;
    private final boolean closesOldest;
    private final Outcome refusal;
    private final DoublePredicate admits;
    private Optional<Duration> retryAfter = Optional.empty();
    private final List<Open> open = new ArrayList<>();
    private final Deque<Integer> groups = new ArrayDeque<>();
    private int nextGroup;
    private double nowSeconds;

    /**
     * @param admits whether a connect is admitted, given its time in seconds; called in the order of time
     * @param closesOldest whether a connection beyond the cap replaces the oldest one instead of being refused
     */
    SimulatedServer(int cap, boolean closesOldest, Outcome refusal, DoublePredicate admits) {
        this.cap = cap;
        this.closesOldest = closesOldest;
        this.refusal = refusal;
        this.admits = admits;
    }

    /** Makes the server ask refused clients to wait. */
    SimulatedServer withRetryAfter(Duration wait) {
        retryAfter = Optional.of(wait);
        return this;
    }

    /** Carries out one step of a search. */
    Sampled<TierResult> carryOut(Tier tier) {
        LimitStep step = (LimitStep) tier.plan();
        before(step.before());
        nowSeconds += seconds(step.pause());
        int standing = open.size();
        List<Open> older = List.copyOf(open);
        int asked = Math.max(0, step.connections() - standing);
        double rate = step.ramp().connectsPerSecond() > 0 ? step.ramp().connectsPerSecond() : FULL_SPEED;
        long[] starts = new long[asked];
        Outcome[] outcomes = new Outcome[asked];
        for (int i = 0; i < asked; i++) {
            double at = nowSeconds + i / rate;
            starts[i] = Math.round(1_000 * at);
            outcomes[i] = connect(at);
        }
        nowSeconds += asked / rate + seconds(step.hold().hold());
        long lostEarlier = older.stream().filter(each -> !isOpen(each)).count();
        return new Sampled<>(
                result(tier, standing, outcomes, lostEarlier),
                List.of(new RequestSamples("connect", starts, new long[asked], outcomes)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private boolean isOpen(Open wanted) {
        return open.stream().anyMatch(each -> each == wanted);
    }

    private void before(Before before) {
        if (before == Before.RESET) {
            open.clear();
        } else if (before == Before.FALL_BACK && !groups.isEmpty()) {
            int last = groups.pop();
            open.removeIf(each -> each.group() == last);
        }
        if (before != Before.ADD_TO_LAST) {
            groups.push(nextGroup++);
        }
    }

    private Outcome connect(double atSeconds) {
        boolean admitted = admits.test(atSeconds);
        boolean room = open.size() < cap;
        if (!admitted || !room && !closesOldest) {
            return refusal;
        }
        if (!room) {
            open.remove(0);
        }
        open.add(new Open(groups.getFirst()));
        return Outcome.OK;
    }

    private TierResult result(Tier tier, int standing, Outcome[] ended, long lostEarlier) {
        long ready = Arrays.stream(ended).filter(Outcome::isOk).count();
        Map<Outcome, Long> counts = new TreeMap<>();
        Arrays.stream(ended)
                .filter(outcome -> !outcome.isOk())
                .forEach(outcome -> counts.merge(outcome, 1L, Long::sum));
        counts.put(Outcome.OK, (long) open.size());
        counts.merge(Outcome.closedByServer(1000), standing + ready - open.size(), Long::sum);
        OutcomeCounts outcomes = new OutcomeCounts();
        counts.forEach(outcomes::add);
        outcomes.explain(refusal, new OutcomeDetail("refused", retryAfter));
        TierMeasurement measured = new TierMeasurement(
                        standing + ready,
                        outcomes,
                        new OutcomeCounts(),
                        Messages.NONE,
                        Map.of(LatencyKind.CONNECT, LatencyRecorder.newHistogram()),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1))
                .withFigures(new TestFigures.StepSurvival(open.size(), lostEarlier));
        return new TierResult(
                tier.shape(),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
    }

    /** The simulated time that has passed. */
    double nowSeconds() {
        return nowSeconds;
    }

    /** A bucket that starts full and gains tokens at a rate. */
    static DoublePredicate tokenBucket(double perSecond, double burst) {
        double[] state = {burst, 0};
        return at -> {
            state[0] = Math.min(burst, state[0] + (at - state[1]) * perSecond);
            state[1] = at;
            boolean admitted = state[0] >= 1;
            state[0] -= admitted ? 1 : 0;
            return admitted;
        };
    }

    /** At most this number of connects in each period. */
    static DoublePredicate fixedWindow(int most, double periodSeconds) {
        double[] state = {-1, 0};
        return at -> {
            double period = Math.floor(at / periodSeconds);
            state[1] = period == state[0] ? state[1] + 1 : 1;
            state[0] = period;
            return state[1] <= most;
        };
    }

    /** At most this number of attempts, including refused ones, within the last seconds. */
    static DoublePredicate attemptsWithin(int most, double periodSeconds) {
        Deque<Double> attempts = new ArrayDeque<>();
        return at -> {
            attempts.addLast(at);
            while (attempts.getFirst() <= at - periodSeconds) {
                attempts.removeFirst();
            }
            return attempts.size() <= most;
        };
    }

    /** At least this time between two admitted connects. */
    static DoublePredicate spacing(double seconds) {
        double[] last = {-1e9};
        return at -> {
            boolean admitted = at - last[0] >= seconds - 1e-9;
            last[0] = admitted ? at : last[0];
            return admitted;
        };
    }

    static DoublePredicate anyRate() {
        return at -> true;
    }
}
