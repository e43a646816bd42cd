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
import wse.measure.LatencyKind;

/**
 * Whether the client itself was the bottleneck, judged from what it measured of itself. Pure. A busy machine alone is no
 * reason: a server that uses up its own core while the client's loops are idle and punctual is measured truly. What
 * counts is whether the client was late, and by how much of what it reports.
 */
public final class Judge {

    /** A reported percentile that is off by more than a fifth is no longer the server's. */
    static final double MOST_SHARE_OF_LATENCY = 0.20;

    /** NIO's select waits in whole milliseconds and timers round up: less lateness than this shows no load. */
    static final double LAG_FLOOR_MS = 2;

    /** A loop with less than a tenth of its time left idle queues what arrives (M/M/1: tenfold waiting at 90 %). */
    static final double MOST_LOOP_PERCENT = 90;

    /** Below this share of its time a loop that waits for a core longer than it runs is merely one that hardly runs. */
    static final double LEAST_WAIT_PERCENT = 10;

    /** A rate that may be off by more than a fifth is no longer the server's. */
    static final double MOST_WAIT_PERCENT = 20;

    /** Of the time it wanted a core: a client that loses a fifth of it would have been faster elsewhere. */
    static final double MOST_LOST_PERCENT = 20;

    /** Of the time of its cores: what strangers have must be enough to make a loop wait for them. */
    static final double LEAST_STRANGERS_PERCENT = 20;

    /** Cores that are idle for longer have room for strangers and client side by side. */
    static final double MOST_IDLE_PERCENT = 10;

    /** Of the time: a loop that wants a core more rarely has little to lose. */
    static final double LEAST_WANTED_PERCENT = 1;

    /** Of all cores: past this, some thread of the client waits for a core whatever its loops say. */
    static final double MOST_PROCESS_PERCENT = 90;

    /** Shorter pauses are within what the operating system's scheduler does to any process. */
    static final double GC_PAUSE_FLOOR_MS = 20;

    /** Pauses of one part in twenty reach the 95th percentile of everything. */
    static final double MOST_GC_PERCENT = 5;

    /** Busy share from which the machine as a whole is named as the likely cause of lateness. */
    static final double BUSY_MACHINE_PERCENT = 95;

    /** A connection that stands before a full socket half of the time is not what keeps the server waiting. */
    static final double LEAST_BLOCKED_PERCENT = 50;

    /** Of the time until the last confirmation: a server that needs so much longer than the client sent is behind. */
    static final double LEAST_DRAIN_SHARE = 0.10;

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double[] PERCENTILES = {50, 90, 95, 99};

    private final ClientReading client;
    private final Map<LatencyKind, Histogram> latencies;
    private final List<String> reasons = new ArrayList<>();

    private Judge(ClientReading client, Map<LatencyKind, Histogram> latencies) {
        this.client = client;
        this.latencies = latencies;
    }

    /**
     * @param client watched while the latencies were measured
     * @param latencies reported, in microseconds; empty histograms are passed over
     */
    public static Judgement judge(ClientReading client, Map<LatencyKind, Histogram> latencies) {
        Judge judge = new Judge(client, latencies);
        judge.capacity();
        judge.starvation(judge::isStarved);
        judge.lateness();
        return Judgement.of(judge.reasons, null);
    }

    /**
     * As {@link #judge}, of a flood: says what set its rate, too. A client without time left is the limit whatever else is
     * seen. If it had some, the server is, where sockets were full or confirmations came long after the last message. A
     * client that lacks its core is suspect even then: latencies behind full sockets do not show it.
     *
     * @param sendsOnly whether messages went to the server only; what it sends, it sends as fast as it can
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
        if (exhausted || starved && !waitedForServer) {
            return Judgement.of(judge.reasons, Bound.CLIENT);
        }
        return Judgement.of(judge.reasons, waitedForServer || !sendsOnly ? Bound.SERVER : null);
    }

    /** Whether the client had time left for more. */
    private void capacity() {
        loops();
        process();
        collections();
    }

    private void lateness() {
        lateness("ran due tasks late by", client.lagMicros(), latencies.keySet());
        if (client.slipMicros() != null) {
            // Only the response time begins when the send was due.
            lateness("sent later than scheduled by", client.slipMicros(), Set.of(LatencyKind.RESPONSE));
        }
    }

    /** The worst loop decides: its connections get what it has left. */
    private void loops() {
        worst(Judge::isSaturated).ifPresent(this::saturated);
    }

    private static boolean isSaturated(LoopReading loop) {
        return occupied(loop) > MOST_LOOP_PERCENT;
    }

    private void saturated(LoopReading loop) {
        reasons.add(format(
                "client event loop %s had no time left: %s; %s",
                loop.name(),
                occupation(loop),
                waited(loop) > loop.cpuPercent()
                        ? "give the client cores of its own"
                        : "use more event loops, processes or cores"));
    }

    private void starved(LoopReading loop) {
        reasons.add(format(
                "client event loop %s was starved: %s%s; give the client cores of its own",
                loop.name(),
                occupation(loop),
                losesToStrangers(loop)
                        ? format(
                                ", processes other than client and server had %.0f %% of its cores",
                                loop.cores().strangersPercent())
                        : ""));
    }

    private static String occupation(LoopReading loop) {
        return format(
                "it ran for %.0f %% and waited for a core for %.0f %% of the time", loop.cpuPercent(), waited(loop));
    }

    /** Of loops with time left; one of the others has been told of already. */
    private boolean starvation(Predicate<LoopReading> starved) {
        Optional<LoopReading> loop = worst(Judge::isSaturated).isPresent() ? Optional.empty() : worst(starved);
        loop.ifPresent(this::starved);
        return loop.isPresent();
    }

    private static boolean waitsLongerThanItRuns(LoopReading loop) {
        return waited(loop) > LEAST_WAIT_PERCENT && waited(loop) > loop.cpuPercent();
    }

    /** For a fifth of the time it could not have sent what a socket would have taken, or others had its core. */
    private static boolean lacksItsCore(LoopReading loop) {
        return waited(loop) > MOST_WAIT_PERCENT || waitsLongerThanItRuns(loop) || losesToStrangers(loop);
    }

    /**
     * Its waiting alone does not tell: a loop that wakes often and runs briefly waits for a fourth of the time it wants even on
     * a core of its own, for the JVM's other threads, and for half of it where it shares cores with the server that it floods.
     */
    private static boolean losesToStrangers(LoopReading loop) {
        return loop.cores() != null
                && loop.cores().strangersPercent() > LEAST_STRANGERS_PERCENT
                && loop.cores().idlePercent() < MOST_IDLE_PERCENT
                && occupied(loop) > LEAST_WANTED_PERCENT
                && 100 * waited(loop) / occupied(loop) > MOST_LOST_PERCENT;
    }

    /** Waits often, and each time for long enough to be a part of the median. */
    private boolean isStarved(LoopReading loop) {
        return waitsLongerThanItRuns(loop)
                && latencies.values().stream()
                        .filter(latency -> latency.getTotalCount() > 0)
                        .anyMatch(latency ->
                                loop.meanWaitMicros() > MOST_SHARE_OF_LATENCY * latency.getValueAtPercentile(50));
    }

    private Optional<LoopReading> worst(Predicate<LoopReading> bad) {
        return client.loops().stream().filter(bad).max(Comparator.comparingDouble(Judge::occupied));
    }

    private static double occupied(LoopReading loop) {
        return loop.cpuPercent() + waited(loop);
    }

    private static double waited(LoopReading loop) {
        return loop.waitPercent() == null ? 0 : loop.waitPercent();
    }

    private void process() {
        double percent = 100 * client.cpuSeconds() / (client.wallSeconds() * client.cores());
        if (percent > MOST_PROCESS_PERCENT) {
            reasons.add(format(
                    "client process used %.0f %% of the %d cores it may use; give it more cores",
                    percent, client.cores()));
        }
    }

    private void collections() {
        double percent = client.gcPauseMsTotal() / (10 * client.wallSeconds());
        double worst = client.gcPauseMsMax();
        Optional<LatencyKind> shorter = latencies.keySet().stream()
                .filter(kind -> latencies.get(kind).getTotalCount() > 0 && worst > millis(latencies.get(kind), 99))
                .findFirst();
        if (percent > MOST_GC_PERCENT) {
            reasons.add(format(
                    "client stood still for garbage collection %.1f %% of the time; give it more heap", percent));
        } else if (worst > GC_PAUSE_FLOOR_MS && shorter.isPresent()) {
            reasons.add(format(
                    "client stood still for %.0f ms in a garbage collection, longer than the %s p99 of %.2f ms; give it"
                            + " more heap",
                    worst, shorter.get().key(), millis(latencies.get(shorter.get()), 99)));
        }
    }

    /** One sentence at most: the first percentile, then the first kind of latency, that is too much the client's own. */
    private void lateness(String what, Histogram lateMicros, Set<LatencyKind> kinds) {
        for (double percentile : PERCENTILES) {
            double late = millis(lateMicros, percentile);
            Optional<LatencyKind> kind = kinds.stream()
                    .filter(latencies::containsKey)
                    .filter(each -> spoils(late, latencies.get(each), percentile))
                    .findFirst();
            if (kind.isPresent()) {
                reasons.add(format(
                        "client %s %.1f ms at p%.0f, %.0f %% of the %s latency reported there%s",
                        what,
                        late,
                        percentile,
                        100 * late / millis(latencies.get(kind.get()), percentile),
                        kind.get().key(),
                        machine()));
                return;
            }
        }
    }

    private static boolean spoils(double lateMillis, Histogram latency, double percentile) {
        return latency.getTotalCount() > 0
                && lateMillis > LAG_FLOOR_MS
                && lateMillis > MOST_SHARE_OF_LATENCY * millis(latency, percentile);
    }

    private String machine() {
        Double busy = client.machineCpuPercent();
        return busy != null && busy > BUSY_MACHINE_PERCENT
                ? format("; the machine's cores were %.0f %% busy, give the client cores of its own", busy)
                : "";
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    private static String format(String text, Object... arguments) {
        return String.format(Locale.ROOT, text, arguments);
    }
}
