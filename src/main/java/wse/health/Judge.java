package wse.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import wse.measure.Bound;
import wse.measure.FloodUse;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Percentile;
import wse.measure.Reason;
import wse.text.Units;

/**
 * Judges whether the client itself was the bottleneck, from its measurements of itself. Pure. A busy machine alone does
 * not make a tier suspect: a server that uses up its core while the client's event loops are idle and punctual is
 * measured correctly. The questions are whether the client was late, and how much of the reported latency is its own
 * delay.
 */
public final class Judge {

    /**
     * If more than a fifth of a reported percentile is the client's own delay, the percentile does not describe the
     * server.
     */
    static final double MOST_SHARE_OF_LATENCY = 0.20;

    /** NIO's select waits for whole milliseconds, and timers round up: a smaller delay is no sign of load. */
    static final double LAG_FLOOR_MS = 2;

    /**
     * A loop that is idle for less than a tenth of its time lets arriving work pile up (in an M/M/1 queue that is 90 %
     * busy, everything takes ten times as long).
     */
    static final double MOST_LOOP_PERCENT = 90;

    /**
     * A loop that waits for less than this share of its time is not starved. It may still wait longer than it runs, but
     * only because it hardly runs at all.
     */
    static final double LEAST_WAIT_PERCENT = 10;

    /** A rate that may be off by more than a fifth does not describe the server. */
    static final double MOST_WAIT_PERCENT = 20;

    /**
     * Share of the time in which the client wanted a core. If it lost more than a fifth of that time, it would have been
     * faster elsewhere.
     */
    static final double MOST_LOST_PERCENT = 20;

    /**
     * Share of the cores' time. Unrelated programs and other virtual machines must use at least this much to make a loop wait
     * noticeably.
     */
    static final double LEAST_UNRELATED_PERCENT = 20;

    /** Cores that are idle for a larger share of the time have room for both the unrelated programs and the client. */
    static final double MOST_IDLE_PERCENT = 10;

    /** Share of the time. A loop that wants a core less often than this has little to lose. */
    static final double LEAST_WANTED_PERCENT = 1;

    /** Share of all cores. Above it, some thread of the client is waiting for a core, whatever the event loops show. */
    static final double MOST_PROCESS_PERCENT = 90;

    /** Shorter pauses are no worse than what the operating system's scheduler does to any process. */
    static final double GC_PAUSE_FLOOR_MS = 20;

    /** Pauses for a twentieth of the time affect the 95th percentile of every latency. */
    static final double MOST_GC_PERCENT = 5;

    /** If the machine is busier than this, it is named as the likely cause of a delay. */
    static final double BUSY_MACHINE_PERCENT = 95;

    /** If a connection's socket is full for at least half of the time, the server never has to wait for the client. */
    static final double LEAST_BLOCKED_PERCENT = 50;

    /**
     * Share of the time until the last confirmation. A server that needs at least this much of it after the client's last
     * message has fallen behind.
     */
    static final double LEAST_DRAIN_SHARE = 0.10;

    /** Share of the cores' time. If other virtual machines get more than this, they are named as the likely cause of a delay. */
    static final double MOST_STOLEN_PERCENT = 5;

    private static final double MICROS_PER_MILLI = 1_000;
    private static final Percentile[] PERCENTILES = {Percentile.P50, Percentile.P90, Percentile.P95, Percentile.P99};

    private final ClientReading client;
    private final Map<LatencyKind, Histogram> latencies;
    private final List<Reason> reasons = new ArrayList<>();

    private Judge(ClientReading client, Map<LatencyKind, Histogram> latencies) {
        this.client = client;
        this.latencies = latencies;
    }

    /**
     * Judges a tier without a flood.
     *
     * @param client the client's readings while the latencies were measured
     * @param latencies the reported latencies in microseconds; empty histograms are ignored
     */
    public static Judgement judge(ClientReading client, Map<LatencyKind, Histogram> latencies) {
        Judge judge = new Judge(client, latencies);
        judge.capacity();
        judge.starvation(judge::isStarved);
        judge.lateness();
        return Judgement.of(judge.reasons, Bound.UNKNOWN);
    }

    /**
     * Judges a flood, and says what limited its rate. A client without capacity to spare is the limit, no matter what else
     * was observed. This includes a starved client if one of its event loops nearly always had work. Otherwise, the server is
     * the limit if sockets were full or confirmations arrived long after the last message. A client that is starved of CPU
     * makes the tier suspect even then, because full sockets make the latencies so long that its own delays do not stand
     * out. If neither was observed, it is unknown what limited a starved client: its event loops were idle in between,
     * perhaps because they were waiting for the server.
     *
     * @param sendsOnly whether only the client sent messages; a server that sends always does so as fast as it can
     */
    public static Judgement judgeFlood(
            ClientReading client,
            Map<LatencyKind, Histogram> latencies,
            FloodUse flood,
            Duration untilConfirmed,
            boolean sendsOnly) {
        Judge judge = new Judge(client, latencies);
        judge.capacity();
        boolean exhausted = !judge.reasons.isEmpty();
        boolean starved = judge.starvation(Judge::lacksItsCore);
        boolean fellBehind = flood.window().toNanos() < (1 - LEAST_DRAIN_SHARE) * untilConfirmed.toNanos();
        boolean waitedForServer = flood.blockedPercent() > LEAST_BLOCKED_PERCENT || fellBehind;
        judge.lateness();
        if (exhausted) {
            return Judgement.of(judge.reasons, Bound.CLIENT);
        }
        boolean serverIsKnown = waitedForServer || !sendsOnly && !starved;
        return Judgement.of(judge.reasons, serverIsKnown ? Bound.SERVER : Bound.UNKNOWN);
    }

    /**
     * Adds reasons to a verdict if connections failed because of the client's own limits, time-outs or lack of resources,
     * or because of its proxy: the number of these failures does not depend on the server alone.
     */
    public static Judgement withFailuresOfTheClient(Judgement judgement, OutcomeCounts outcomes) {
        List<Reason> reasons = new ArrayList<>(judgement.reasons());
        reasons.addAll(failures(outcomes, Outcome::isOfTheClient, Reason.Cause.CLIENT_FAILED));
        reasons.addAll(failures(outcomes, Outcome::isOfTheProxy, Reason.Cause.PROXY_FAILED));
        reasons.addAll(failures(outcomes, Outcome::isGivenUp, Reason.Cause.CLIENT_GAVE_UP));
        return reasons.size() == judgement.reasons().size() ? judgement : Judgement.of(reasons, judgement.bound());
    }

    private static List<Reason> failures(OutcomeCounts outcomes, Predicate<Outcome> kind, Reason.Cause cause) {
        return outcomes.asMap().keySet().stream()
                .filter(kind)
                .map(outcome -> new Reason(cause, failures(outcomes, outcome), outcomes.of(outcome)))
                .toList();
    }

    private static String failures(OutcomeCounts outcomes, Outcome outcome) {
        String detail = outcomes.detail(outcome).text();
        return Units.count(outcomes.of(outcome)) + " of " + Units.count(outcomes.total()) + " with " + outcome
                + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    /** Checks whether the client had capacity to spare. */
    private void capacity() {
        loops();
        process();
        collections();
    }

    private void lateness() {
        lateness(Reason.Cause.LATE_TASKS, client.lagMicros(), latencies.keySet());
        if (client.isScheduled()) {
            // Only the response time begins at the intended time of the send.
            lateness(Reason.Cause.LATE_SENDS, client.slipMicros(), Set.of(LatencyKind.RESPONSE));
        }
    }

    /**
     * The busiest loop decides, because all its connections have to share its time. A loop that spent most of that time
     * waiting is called starved, because it lacks a core rather than having too much work.
     */
    private void loops() {
        worst(Judge::isSaturated).ifPresent(loop -> {
            if (waited(loop) > loop.cpuPercent()) {
                starved(loop);
            } else {
                saturated(loop);
            }
        });
    }

    private static boolean isSaturated(LoopReading loop) {
        return occupied(loop) > MOST_LOOP_PERCENT;
    }

    private void saturated(LoopReading loop) {
        String detail = waited(loop) < LEAST_WANTED_PERCENT
                ? format("%s ran for %s of the time", loop.name(), Units.wholePercent(loop.cpuPercent()))
                : format(
                        "%s had work for %s of the time: it ran for %s and waited for a core for %s",
                        loop.name(),
                        Units.wholePercent(atMost100(occupied(loop))),
                        Units.wholePercent(loop.cpuPercent()),
                        Units.wholePercent(waited(loop)));
        reasons.add(new Reason(Reason.Cause.LOOP_SATURATED, detail, occupied(loop)));
    }

    private void starved(LoopReading loop) {
        String others = loop.cores()
                .filter(cores -> losesTo(cores, loop))
                .map(Judge::others)
                .orElse("");
        reasons.add(new Reason(Reason.Cause.LOOP_STARVED, occupation(loop) + others, waited(loop)));
    }

    /** Names the larger of the two. */
    private static String others(CoreUse cores) {
        return cores.stolenPercent() > cores.unrelatedPercent()
                ? format(
                        ", and the hypervisor gave %s of its cores to other virtual machines",
                        Units.wholePercent(cores.stolenPercent()))
                : format(
                        ", and unrelated programs used up to %s of its cores",
                        Units.wholePercent(cores.unrelatedPercent()));
    }

    private static String occupation(LoopReading loop) {
        return format(
                "%s ran for %s of the time and waited for a core for %s",
                loop.name(), Units.wholePercent(loop.cpuPercent()), Units.wholePercent(waited(loop)));
    }

    /** Checks loops that are not saturated; a saturated one has already been reported. */
    private boolean starvation(Predicate<LoopReading> starved) {
        Optional<LoopReading> loop = worst(Judge::isSaturated).isPresent() ? Optional.empty() : worst(starved);
        loop.ifPresent(this::starved);
        return loop.isPresent();
    }

    private static boolean waitsLongerThanItRuns(LoopReading loop) {
        return waited(loop) > LEAST_WAIT_PERCENT && waited(loop) > loop.cpuPercent();
    }

    /**
     * Whether the loop got too little of its core: it waited for more than a fifth of the time, it waited longer than it
     * ran, or it lost the core to unrelated programs.
     */
    private static boolean lacksItsCore(LoopReading loop) {
        return waited(loop) > MOST_WAIT_PERCENT || waitsLongerThanItRuns(loop) || losesToUnrelated(loop);
    }

    /**
     * Waiting alone proves nothing. A loop that wakes up often and runs briefly waits for a quarter of the time in which
     * it wants a core even if it has its own core, because of the JVM's other threads. If it shares cores with the server
     * that it floods, it waits for half of that time.
     */
    private static boolean losesToUnrelated(LoopReading loop) {
        return loop.cores().filter(cores -> losesTo(cores, loop)).isPresent();
    }

    private static boolean losesTo(CoreUse cores, LoopReading loop) {
        return cores.unrelatedPercent() + cores.stolenPercent() > LEAST_UNRELATED_PERCENT
                && cores.idlePercent() < MOST_IDLE_PERCENT
                && occupied(loop) > LEAST_WANTED_PERCENT
                && 100 * waited(loop) / occupied(loop) > MOST_LOST_PERCENT;
    }

    /** Whether the loop waits often, and each time long enough to affect the median. */
    private boolean isStarved(LoopReading loop) {
        return waitsLongerThanItRuns(loop)
                && loop.waits()
                        .filter(waits -> spoilsAMedian(waits.meanMicros()))
                        .isPresent();
    }

    private boolean spoilsAMedian(double meanWaitMicros) {
        return latencies.values().stream()
                .filter(latency -> latency.getTotalCount() > 0)
                .anyMatch(latency -> meanWaitMicros > MOST_SHARE_OF_LATENCY * latency.getValueAtPercentile(50));
    }

    private Optional<LoopReading> worst(Predicate<LoopReading> bad) {
        return client.loops().stream().filter(bad).max(Comparator.comparingDouble(Judge::occupied));
    }

    private static double occupied(LoopReading loop) {
        return loop.cpuPercent() + waited(loop);
    }

    private static double waited(LoopReading loop) {
        return loop.waits().map(CoreWaits::percent).orElse(0.0);
    }

    private void process() {
        double percent = atMost100(100 * client.cpuSeconds() / (client.wallSeconds() * client.cores()));
        if (percent > MOST_PROCESS_PERCENT) {
            reasons.add(new Reason(
                    Reason.Cause.PROCESS_SATURATED,
                    format("%s of the %s that it may use", Units.wholePercent(percent), Units.cores(client.cores())),
                    percent));
        }
    }

    private void collections() {
        double percent = atMost100(client.gcPauseMsTotal() / (10 * client.wallSeconds()));
        double worst = client.gcPauseMsMax();
        Optional<LatencyKind> shorter = latencies.keySet().stream()
                .filter(kind -> highest(kind)
                        .filter(percentile -> worst > millis(latencies.get(kind), percentile))
                        .isPresent())
                .findFirst();
        if (percent > MOST_GC_PERCENT) {
            reasons.add(new Reason(
                    Reason.Cause.COLLECTED, format("they took %s of the time", Units.percent(percent)), percent));
        } else if (worst > GC_PAUSE_FLOOR_MS && shorter.isPresent()) {
            Percentile percentile = highest(shorter.get()).orElseThrow();
            reasons.add(new Reason(
                    Reason.Cause.COLLECTED,
                    format(
                            "one took %.0f ms, longer than the %s latency of %.2f ms at %s",
                            worst,
                            shorter.get().key(),
                            millis(latencies.get(shorter.get()), percentile),
                            percentile.label()),
                    worst));
        }
    }

    /** The highest percentile that is reported for this kind of latency; empty if it has too few values for any. */
    private Optional<Percentile> highest(LatencyKind kind) {
        return Percentile.highest(latencies.get(kind), PERCENTILES);
    }

    /**
     * Adds at most one reason. It names the highest percentile that the client's delay spoils, because the tables show
     * the delay at p99. It also names the first kind of latency that is affected at this percentile. As in the tables,
     * both the delay and the latency need enough values for the percentile: in a tier of 0.4 s, each loop is probed 40
     * times, and a p99 of these would be a single late task.
     */
    private void lateness(Reason.Cause cause, Histogram lateMicros, Set<LatencyKind> kinds) {
        for (int i = PERCENTILES.length - 1; i >= 0; i--) {
            Percentile percentile = PERCENTILES[i];
            double late = millis(lateMicros, percentile);
            boolean hasEnoughValues = percentile.isCarriedBy(lateMicros);
            Optional<LatencyKind> kind = kinds.stream()
                    .filter(latencies::containsKey)
                    .filter(each -> hasEnoughValues && spoils(late, latencies.get(each), percentile))
                    .findFirst();
            if (kind.isPresent()) {
                reasons.add(new Reason(cause, delay(late, percentile, kind.get()), late));
                return;
            }
        }
    }

    /** A delay that is longer than the latency itself must have occurred at moments when no answer arrived. */
    private String delay(double lateMillis, Percentile percentile, LatencyKind kind) {
        double latency = millis(latencies.get(kind), percentile);
        String share = lateMillis > latency
                ? format("longer than the whole %s latency of %.2f ms", kind.key(), latency)
                : format("%s of the %s latency", Units.wholePercent(100 * lateMillis / latency), kind.key());
        return format(
                "%.1f ms at %s, which is %s at %s%s",
                lateMillis, percentile.label(), share, percentile.label(), machine());
    }

    private static boolean spoils(double lateMillis, Histogram latency, Percentile percentile) {
        return percentile.isCarriedBy(latency)
                && lateMillis > LAG_FLOOR_MS
                && lateMillis > MOST_SHARE_OF_LATENCY * millis(latency, percentile);
    }

    /** A thread does not notice that the hypervisor took its core: it is late without having waited. */
    private String machine() {
        double stolen = client.loops().stream()
                .flatMap(loop -> loop.cores().stream())
                .mapToDouble(CoreUse::stolenPercent)
                .max()
                .orElse(0);
        if (stolen > MOST_STOLEN_PERCENT) {
            return format(
                    "; the hypervisor gave %s of the cores to other virtual machines", Units.wholePercent(stolen));
        }
        Double busy = client.machineCpuPercent();
        return busy != null && busy > BUSY_MACHINE_PERCENT
                ? format("; the machine's cores were %s busy", Units.wholePercent(busy))
                : "";
    }

    /** Because clocks differ in resolution, a short tier may seem to have used more time than there was. */
    private static double atMost100(double percent) {
        return Math.min(100, percent);
    }

    private static double millis(Histogram micros, Percentile percentile) {
        return micros.getValueAtPercentile(percentile.percent()) / MICROS_PER_MILLI;
    }

    private static String format(String text, Object... arguments) {
        return String.format(Locale.ROOT, text, arguments);
    }
}
