package wse.run;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import wse.health.ClientReading;
import wse.health.ClientWatch;
import wse.health.Judge;
import wse.health.Judgement;
import wse.health.ServerWatch;
import wse.load.Stage;
import wse.load.TierRun;
import wse.measure.ClientUsage;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Messages;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.plan.Direction;
import wse.plan.FloodPlan;
import wse.plan.StormPlan;

/**
 * Watches client and server while one tier is carried out, and judges its figures in the end. What may block runs on a
 * thread of its own, to which all state is confined; the methods may be called from any thread, in the order
 * {@link #begin}, {@link #onUp()}, {@link #onHeight()}, {@link #judge}.
 */
public final class TierWatch implements Stage.Watcher {

    private static final long SAMPLE_SECONDS = 1;

    private final Tier tier;
    private final Target target;
    private final Consumer<String> progress;
    private final ScheduledExecutorService thread;
    private final LatencyCollector collector;
    private Iterable<? extends EventExecutor> loops;
    private ScheduledFuture<?> sampling;
    private ServerWatch server;
    private ClientWatch whole;
    /** Where the figures are of the pings, the ramp's load says nothing about them. */
    private ClientWatch judged;

    private ClientReading wholeReading;
    private ClientReading judgedReading;
    private ServerUsage serverUsage;

    /** @param progress takes a line at each turn of the tier */
    TierWatch(
            Tier tier,
            Target target,
            ScheduledExecutorService thread,
            LatencyCollector.IntervalSink intervals,
            Consumer<String> progress) {
        this.tier = tier;
        this.progress = progress;
        this.target = target;
        this.thread = thread;
        this.collector = new LatencyCollector(intervals);
    }

    /** Takes the first readings; the tier should begin when the future completes. */
    public CompletableFuture<Void> begin(Iterable<? extends EventExecutor> eventLoops) {
        return onThread(() -> {
            progress.accept(ProgressLine.begin(tier));
            loops = eventLoops;
            server = ServerWatch.start(target.processIds(), target.metrics());
            sampling = thread.scheduleAtFixedRate(collector::sample, SAMPLE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
            whole = ClientWatch.start(loops);
            judged = whole;
        });
    }

    /** For recorders of one's own; sampled once a second. */
    public LatencyCollector collector() {
        return collector;
    }

    @Override
    public void onUp() {
        onThread(() -> {
            progress.accept(ProgressLine.up(tier));
            if (!(tier.plan() instanceof StormPlan)) {
                judged = ClientWatch.start(loops);
            }
        });
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        return onThread(() -> {
            judgedReading = judged.stop();
            wholeReading = judged == whole ? judgedReading : whole.stop();
            sampling.cancel(false);
            server.atHeight();
            serverUsage = server.stop();
        });
    }

    /** The tier's figures with their verdict. After {@link #onHeight()} has completed. */
    public TierResult judge(TierRun run) {
        Judgement judgement = judgement(run);
        return new TierResult(
                tier.shape(),
                account(run.measured()),
                judgement.verdict(),
                judgement.reasons(),
                Findings.of(tier, run, serverUsage, collector.saturated(), notes()),
                usage(run.slip()),
                serverUsage,
                judgement.bound());
    }

    private Judgement judgement(TierRun run) {
        ClientReading reading = judgedReading.withSlip(run.slip());
        TierMeasurement measured = run.measured();
        return measured.flood() == null
                ? Judge.judge(reading, judgedLatencies(run))
                : Judge.judgeFlood(
                        reading,
                        judgedLatencies(run),
                        measured.flood(),
                        measured.duration(),
                        direction() == Direction.OUT);
    }

    private Direction direction() {
        return tier.plan() instanceof FloodPlan flood ? flood.flow().direction() : null;
    }

    /** What a server has sent, only the server knows; what of it has not come is lost. */
    private TierMeasurement account(TierMeasurement measured) {
        Messages known = measured.messages();
        if (direction() != Direction.IN || serverUsage.sent() == null || serverUsage.sent() < known.confirmed()) {
            return measured;
        }
        long bytes = tier.shape().payloadBytes() * serverUsage.sent();
        Messages account =
                new Messages(serverUsage.sent(), known.confirmed(), bytes, known.hellos(), known.barrierPings());
        return measured.withFlood(account, measured.duration(), measured.flood());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(server.findings());
        notes.addAll(DecodingNote.of(tier, target.config(), serverUsage));
        return notes;
    }

    /** Connects are of the ramp, on which a watch that began after it says nothing. */
    private Map<LatencyKind, Histogram> judgedLatencies(TierRun run) {
        Map<LatencyKind, Histogram> latencies = new EnumMap<>(LatencyKind.class);
        latencies.putAll(run.measured().latencies());
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

    private CompletableFuture<Void> onThread(Runnable step) {
        return CompletableFuture.runAsync(step, thread);
    }
}
