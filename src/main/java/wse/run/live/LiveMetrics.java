package wse.run.live;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.measure.LiveFigures;
import wse.measure.Outcome;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.run.progress.LiveView;
import wse.run.progress.ProgressListener;
import wse.run.tiers.Tier;

/**
 * The current figures of a run. The run updates them once a second and at the end of each tier; how often they are read
 * makes no difference to it. The counters of a tier remain after its end, and so do those of earlier rounds of a warm-up.
 * Thread-safe.
 */
public final class LiveMetrics implements ProgressListener {

    /**
     * The run that the figures belong to.
     *
     * @param test label of the test
     * @param id name of the run's directory
     */
    public record Run(String test, String id, Instant startedAt) {}

    /** A tier, or one round of a warm-up, that is being carried out. Guarded by the lock of the metrics. */
    private static final class Running {

        private final String tier;
        private final int connections;
        private TierCounters counters = TierCounters.NONE;
        private LiveFigures last = LiveFigures.NONE;
        private LiveView.Phase phase = LiveView.Phase.CONNECTING;
        private Optional<Duration> left = Optional.empty();

        Running(Tier tier) {
            this.tier = tier.name();
            this.connections = tier.connections();
        }

        void take(LiveFigures figures) {
            last = figures;
            counters = counters.max(TierCounters.of(figures));
        }
    }

    /** The memory of the run's machine. */
    private record Memory(long usedBytes, long riseBytes) {}

    private final Run run;
    private final Map<String, TierCounters> ended = new LinkedHashMap<>();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private Optional<Running> running = Optional.empty();
    private Optional<Memory> memory = Optional.empty();

    public LiveMetrics(Run run) {
        this.run = run;
    }

    Run run() {
        return run;
    }

    @Override
    public synchronized Follower begin(Tier tier) {
        close();
        Running begun = new Running(tier);
        running = Optional.of(begun);
        return (moment, figures) -> show(begun, moment, figures);
    }

    private synchronized void show(Running tier, LiveView.Moment moment, LiveFigures figures) {
        if (running.filter(now -> now == tier).isPresent()) {
            tier.take(figures);
            tier.phase = moment.phase();
            tier.left = moment.left();
            memory = Optional.of(new Memory(moment.memoryBytes(), moment.memoryRiseBytes()));
        }
    }

    @Override
    public synchronized void ended(Tier tier, TierResult result) {
        running.filter(now -> now.tier.equals(tier.name()))
                .ifPresent(now -> now.take(now.last.endingWith(result.measured())));
        close();
        if (!tier.warmUp()) {
            verdicts.merge(result.verdict(), 1L, Long::sum);
        }
    }

    private void close() {
        running.ifPresent(now -> ended.merge(now.tier, now.counters, TierCounters::plus));
        running = Optional.empty();
    }

    /** All metrics with their current values; those without a value are left out. */
    synchronized List<Family> families() {
        FamilyList all = new FamilyList(run.test());
        all.addRun(run);
        Map<String, TierCounters> tiers = new LinkedHashMap<>(ended);
        running.ifPresent(now -> {
            addRunning(all, now);
            tiers.merge(now.tier, now.counters, TierCounters::plus);
        });
        tiers.forEach(all::addCounters);
        verdicts.forEach((verdict, count) -> all.add(Metric.TIERS_ENDED, Map.of("verdict", verdict.name()), count));
        memory.ifPresent(now -> {
            all.add(Metric.MEMORY_USED, Map.of(), now.usedBytes());
            all.add(Metric.MEMORY_RISE, Map.of(), now.riseBytes());
        });
        return all.toList();
    }

    private static void addRunning(FamilyList all, Running now) {
        Map<String, String> tier = Map.of("tier", now.tier);
        for (LiveView.Phase phase : LiveView.Phase.values()) {
            all.add(Metric.TIER_PHASE, Map.of("tier", now.tier, "phase", phase.label()), phase == now.phase ? 1 : 0);
        }
        now.left.ifPresent(left -> all.add(Metric.TIER_REMAINING, tier, left.toNanos() / 1e9));
        all.add(Metric.CONNECTIONS_PLANNED, tier, now.connections);
        all.add(Metric.CONNECTIONS_OPEN, tier, now.last.outcomes().of(Outcome.OK));
    }
}
