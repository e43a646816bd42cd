package wse.run.watch;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import wse.config.Direction;
import wse.health.ClientReading;
import wse.health.ClientWatch;
import wse.health.Judge;
import wse.load.SoFar;
import wse.measure.Caveats;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TierMeasurement;
import wse.plan.TierPlan;

/**
 * Watches this process while it carries out a tier, or its share of one, and judges it at the end. Confined to the thread
 * that it is given, except for {@link #result}, which is called last.
 */
public final class ClientSide {

    private static final long SAMPLE_SECONDS = 1;

    private final TierPlan plan;
    private final ScheduledExecutorService thread;
    private final Function<Iterable<? extends EventExecutor>, ClientWatch> newWatch;
    private final LatencyCollector collector;
    private Iterable<? extends EventExecutor> loops;
    private ScheduledFuture<?> sampling;
    private ClientWatch whole;
    /**
     * The watch whose readings are judged. If the figures are those of the pings, it starts after the ramp, whose load says
     * nothing about them.
     */
    private ClientWatch judged;

    private ClientReading wholeReading;
    private ClientReading judgedReading;
    private long beganNanos;
    /** 0 while connections are being opened. */
    private long upNanos;

    /**
     * @param thread takes the samples; this constructor is called on it, too
     * @param newWatch starts to watch event loops
     */
    public ClientSide(
            TierPlan plan,
            ScheduledExecutorService thread,
            Function<Iterable<? extends EventExecutor>, ClientWatch> newWatch,
            LatencyCollector.IntervalSink intervals) {
        this.plan = plan;
        this.thread = thread;
        this.newWatch = newWatch;
        this.collector = new LatencyCollector(intervals);
    }

    public LatencyCollector collector() {
        return collector;
    }

    public void begin(Iterable<? extends EventExecutor> eventLoops) {
        loops = eventLoops;
        beganNanos = System.nanoTime();
        sampling = thread.scheduleAtFixedRate(collector::sample, SAMPLE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
        whole = newWatch.apply(loops);
        judged = whole;
    }

    public void up() {
        upNanos = System.nanoTime();
        if (!plan.connectsAreTheTest()) {
            judged = newWatch.apply(loops);
        }
    }

    public void height() {
        if (judgedReading != null) {
            return;
        }
        judgedReading = judged.stop();
        wholeReading = judged == whole ? judgedReading : whole.stop();
        sampling.cancel(false);
    }

    /** The tier's figures with the verdict on this process. After {@link #height()}. */
    public ClientResult result(TierMeasurement measured) {
        return new ClientResult(measured, judgement(measured), usage(measured.slip()));
    }

    /**
     * The figures so far of a tier that is ended before it is complete: outcomes, latencies and a flood. Pings are left out,
     * because some may still be in flight, and it is unknown which connections are alive. Connections without an outcome are
     * {@code ABORTED}.
     */
    public ClientResult resultSoFar(SoFar soFar) {
        height();
        Map<LatencyKind, Histogram> latencies = collector.totals();
        Histogram connects = latencies.get(LatencyKind.CONNECT);
        OutcomeCounts outcomes = soFar.outcomes();
        outcomes.add(Outcome.ABORTED, Math.max(0, plan.connections() - outcomes.total()));
        long now = System.nanoTime();
        Duration ramp = Duration.ofNanos((upNanos == 0 ? now : upNanos) - beganNanos);
        Duration took = Duration.ofNanos(now - (upNanos == 0 ? beganNanos : upNanos));
        TierMeasurement measured = new TierMeasurement(
                        soFar.stood() + (connects == null ? 0 : connects.getTotalCount()),
                        outcomes,
                        new OutcomeCounts(),
                        Messages.NONE,
                        latencies,
                        ramp,
                        took)
                .withCaveats(new Caveats(0, collector.saturated(), 0));
        return result(soFar.flood().map(measured::withFlood).orElse(measured));
    }

    private Judgement judgement(TierMeasurement measured) {
        ClientReading reading = judgedReading.withSlip(measured.slip());
        Map<LatencyKind, Histogram> latencies = judgedLatencies(measured);
        return measured.flood()
                .map(use -> Judge.judgeFlood(reading, latencies, use, measured.duration(), sendsOnly()))
                .orElseGet(() -> Judge.judge(reading, latencies));
    }

    private boolean sendsOnly() {
        return plan.floodFlow()
                .filter(flow -> flow.direction() == Direction.OUT)
                .isPresent();
    }

    /** Connects belong to the ramp, so a watch that began after it says nothing about them. */
    private Map<LatencyKind, Histogram> judgedLatencies(TierMeasurement measured) {
        Map<LatencyKind, Histogram> latencies = new EnumMap<>(LatencyKind.class);
        latencies.putAll(measured.latencies());
        if (judged != whole) {
            latencies.remove(LatencyKind.CONNECT);
        }
        return latencies;
    }

    private ClientUsage usage(Histogram slip) {
        ClientUsage all = wholeReading.usage();
        ClientUsage part = judgedReading.withSlip(slip).usage();
        return new ClientUsage(
                all.processes(),
                all.cpuSeconds(),
                all.cpuPercentOfMachine(),
                all.rssBytes(),
                all.heapBytes(),
                part.gcPauseMsMax(),
                part.gcPauseMsTotal(),
                part.loopLagMsP99(),
                part.loopCpuPercentMax(),
                part.slipMsP99());
    }
}
