package wse.run.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
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
import wse.measure.LiveCounts;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.SteadyClock;
import wse.measure.StrayPongs;
import wse.measure.TierMeasurement;
import wse.measure.TimeSeries;
import wse.plan.TierPlan;

/**
 * Watches this process while it carries out a tier, or its share of one, and judges it at the end. Confined to the thread
 * that it is given, except for {@link #result}, which is called last.
 */
public final class ClientSide {

    /**
     * When the tier began, and when all its connects had ended. {@code upNanos} is empty while connects are under way.
     */
    private record Times(long beganNanos, OptionalLong upNanos) {

        Duration ramp(long nowNanos) {
            return Duration.ofNanos(upNanos.orElse(nowNanos) - beganNanos);
        }

        /** The duration of the measured part so far; during the ramp, the duration of the ramp. */
        Duration measured(long nowNanos) {
            return Duration.ofNanos(nowNanos - upNanos.orElse(beganNanos));
        }
    }

    /**
     * The last readings.
     *
     * @param judged the readings that are judged
     */
    private record Readings(ClientReading whole, ClientReading judged) {}

    private final TierPlan plan;
    private final Supplier<ClientWatch> newWatch;
    private final LatencyCollector collector;
    private final IntervalSampler sampler;
    private final Instant startedAt = SteadyClock.ofProcess().instant();
    private final ClientWatch whole;
    private final Once<Readings> readings = new Once<>(this::read);
    /**
     * The watch whose readings are judged. If the figures are those of the pings, it starts after the ramp, whose load says
     * nothing about them.
     */
    private ClientWatch judged;

    private Times times;

    private ClientSide(
            TierPlan plan,
            ScheduledExecutorService thread,
            Supplier<ClientWatch> newWatch,
            LatencyCollector collector,
            Supplier<LiveCounts> counts) {
        this.plan = plan;
        this.newWatch = newWatch;
        this.collector = collector;
        this.times = new Times(System.nanoTime(), OptionalLong.empty());
        this.sampler = IntervalSampler.start(thread, new ClientReadings(collector, counts));
        this.whole = newWatch.get();
        this.judged = whole;
    }

    /**
     * Takes the first readings. Called on the thread.
     *
     * @param thread takes the samples
     * @param newWatch starts to watch the event loops of the tier
     * @param collector receives the latencies of the tier
     * @param counts returns what the tier has counted so far
     */
    public static ClientSide begin(
            TierPlan plan,
            ScheduledExecutorService thread,
            Supplier<ClientWatch> newWatch,
            LatencyCollector collector,
            Supplier<LiveCounts> counts) {
        return new ClientSide(plan, thread, newWatch, collector, counts);
    }

    /** Receives the latencies of the tier; it is sampled once a second. */
    public LatencyCollector collector() {
        return collector;
    }

    /** Notes that all connects have ended. */
    public void up() {
        times = new Times(times.beganNanos(), OptionalLong.of(System.nanoTime()));
        sampler.mark();
        if (!plan.connectsAreTheTest()) {
            judged = newWatch.get();
        }
    }

    /** Takes the last readings, while the tier's connections are still open. May be called again. */
    public void height() {
        readings.get();
    }

    private Readings read() {
        ClientReading part = judged.stop();
        ClientReading all = judged == whole ? part : whole.stop();
        sampler.mark();
        return new Readings(all, part);
    }

    /** The tier's figures with the verdict on this process. After {@link #height()}. */
    public ClientResult result(TierMeasurement measured) {
        Judgement judgement = Judge.withFailuresOfTheClient(judgement(measured), measured.outcomes());
        sampler.end();
        return new ClientResult(
                measured, judgement, usage(measured.slip()), new TimeSeries(startedAt, sampler.intervals(), List.of()));
    }

    /**
     * The figures so far of a tier that is ended before it is complete: outcomes, latencies and a flood. Pings without an
     * outcome are left out, and it is unknown which connections are alive. Connections without an outcome are
     * {@code ABORTED}.
     */
    public ClientResult resultSoFar(SoFar soFar) {
        height();
        Map<LatencyKind, Histogram> latencies = collector.totals();
        long added = Optional.ofNullable(latencies.get(LatencyKind.CONNECT))
                .map(Histogram::getTotalCount)
                .orElse(0L);
        OutcomeCounts outcomes = soFar.outcomes();
        outcomes.add(Outcome.ABORTED, Math.max(0, plan.connections() - outcomes.total()));
        long now = System.nanoTime();
        TierMeasurement measured = new TierMeasurement(
                        soFar.stood() + added,
                        outcomes,
                        soFar.pings(),
                        Messages.NONE,
                        latencies,
                        times.ramp(now),
                        times.measured(now))
                .withCaveats(new Caveats(StrayPongs.NONE, collector.saturated(), 0))
                .withFigures(soFar.figures());
        return result(soFar.flood().map(measured::withFlood).orElse(measured));
    }

    private Judgement judgement(TierMeasurement measured) {
        ClientReading reading = readings.get().judged().withSlip(measured.slip());
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
        ClientUsage all = readings.get().whole().usage();
        ClientUsage part = readings.get().judged().withSlip(slip).usage();
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
