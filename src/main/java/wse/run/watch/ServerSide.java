package wse.run.watch;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import wse.config.Direction;
import wse.health.ClientWatch;
import wse.health.LoadMeter;
import wse.health.ServerMetrics;
import wse.health.ServerWatch;
import wse.machine.LocalAddress;
import wse.measure.ClientResult;
import wse.measure.Interval;
import wse.measure.Judgement;
import wse.measure.Messages;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TimeSeries;
import wse.measure.Verdict;
import wse.run.notes.DecodingNote;
import wse.run.notes.Findings;
import wse.run.notes.IdentityNote;
import wse.run.notes.SizeNote;
import wse.run.notes.UsersNote;
import wse.run.target.Target;
import wse.run.tiers.Tier;

/**
 * Watches the server during a tier, and composes the tier's result. Confined to one thread, except for {@link #result},
 * which is called last.
 */
public final class ServerSide {

    /**
     * How long taking the last readings and composing the result may take. Normally, this takes milliseconds. If the server
     * does not answer, it takes the time-out of its counters, and on a busy machine it may take several times as long.
     */
    public static final Duration LONGEST_END = ServerMetrics.TIMEOUT.multipliedBy(4);

    private final Tier tier;
    private final Target target;
    private final List<Long> processIds;
    private final ServerWatch server;
    private final Once<ServerUsage> usage = new Once<>(this::read);
    /** Empty until the members of the tier begin. */
    private volatile Optional<IntervalSampler> sampler = Optional.empty();
    /** Time from the beginning of the series to the end of all connects of the members; empty without members. */
    private volatile Optional<Duration> ramp = Optional.empty();

    private ServerSide(Tier tier, Target target) {
        this.tier = tier;
        this.target = target;
        this.processIds = target.processIds();
        this.server =
                ServerWatch.start(processIds, target.metrics(), target.address().getPort());
    }

    /** Takes the first readings: before the tier's first connection. */
    public static ServerSide begin(Tier tier, Target target) {
        return new ServerSide(tier, target);
    }

    /**
     * Watches a client that is the only one of this machine. If the server's processes are unknown, they cannot be
     * distinguished from other programs.
     */
    ClientWatch watchBeside(Iterable<? extends EventExecutor> loops) {
        boolean hidden = processIds.isEmpty()
                && LocalAddress.isOfThisMachine(target.address().getAddress());
        return hidden ? ClientWatch.start(loops) : ClientWatch.beside(loops, processIds);
    }

    /**
     * Begins to observe the server's processes once a second, if they run on this machine. Call it when the client begins.
     *
     * @param thread takes the readings; not closed here
     */
    public void beginSeries(ScheduledExecutorService thread) {
        if (!processIds.isEmpty() && sampler.isEmpty()) {
            LoadMeter meter = LoadMeter.of(processIds);
            sampler = Optional.of(
                    IntervalSampler.start(thread, (begin, length) -> Interval.ofServer(begin, length, meter.next())));
        }
    }

    /** Notes that all connects have ended. */
    public void up() {
        sampler.ifPresent(IntervalSampler::mark);
    }

    /** The same for the connects of all members of a cluster. */
    public void upOfMembers() {
        up();
        ramp = sampler.map(IntervalSampler::untilNow);
    }

    /** Takes the last readings, while the tier's connections are still open. May be called again. */
    public void height() {
        usage.get();
    }

    private ServerUsage read() {
        sampler.ifPresent(IntervalSampler::mark);
        server.atHeight();
        return server.stop();
    }

    /** The tier's figures with their verdict. After {@link #height()}. */
    public TierResult result(ClientResult client) {
        return result(
                client, account(client.measured()), Findings.of(tier, client.measured(), usage.get(), notes(client)));
    }

    /** The same for a tier that was ended early: counts are not compared, because some messages were still in flight. */
    public TierResult resultSoFar(ClientResult client) {
        TierMeasurement measured = account(client.measured());
        boolean flooding = serverSends() && measured.flood().isPresent();
        TierMeasurement soFar = flooding
                ? measured.withMessages(
                        measured.messages().withUnknown(measured.messages().lost()))
                : measured;
        return result(client, soFar, Findings.soFar(client.measured(), usage.get(), notes(client)));
    }

    private TierResult result(ClientResult client, TierMeasurement measured, List<String> findings) {
        return new TierResult(
                tier.shape(),
                client.withMeasured(measured)
                        .withJudgement(judgement(client.judgement()))
                        .withSeries(client.series().withServer(series(), earlier(client.series(), measured.ramp()))),
                usage.get(),
                findings);
    }

    /**
     * How much earlier than the client's series that of the server began: members may receive the order to begin late. All
     * connects end at the same moment for both, which is also the end of an interval.
     */
    private Duration earlier(TimeSeries client, Duration clientRamp) {
        Duration clientUp = client.intervals().stream()
                .map(Interval::end)
                .filter(end -> end.compareTo(clientRamp) >= 0)
                .findFirst()
                .orElse(clientRamp);
        return ramp.map(observed -> observed.minus(clientUp)).orElse(Duration.ZERO);
    }

    private List<Interval> series() {
        sampler.ifPresent(IntervalSampler::end);
        return sampler.map(IntervalSampler::intervals).orElse(List.of());
    }

    /** If the server has lost processes, the tier is incomplete, whatever the verdict on the client is. */
    private Judgement judgement(Judgement client) {
        List<Reason> reasons = new ArrayList<>(target.losses().stream()
                .map(loss ->
                        new Reason(Reason.Cause.SERVER_LOST, loss + "; the figures describe the rest of the server"))
                .toList());
        Verdict verdict = reasons.isEmpty() ? client.verdict() : Verdict.INCOMPLETE;
        reasons.addAll(client.reasons());
        return new Judgement(verdict, reasons, client.bound());
    }

    /** Only the server knows how many messages it has sent. Those that did not arrive are lost. */
    private TierMeasurement account(TierMeasurement measured) {
        Messages known = measured.messages();
        Long sent = usage.get().sent();
        if (!serverSends() || sent == null || sent < known.confirmed()) {
            return measured;
        }
        long bytes = tier.shape().flood().orElseThrow().payloadBytes() * sent;
        return measured.withMessages(
                new Messages(sent, known.confirmed(), bytes, known.hellos(), known.barrierPings()));
    }

    private boolean serverSends() {
        return tier.plan()
                .floodFlow()
                .filter(flow -> flow.direction() == Direction.IN)
                .isPresent();
    }

    private List<String> notes(ClientResult client) {
        // A server that is gone causes the same finding at each reading.
        List<String> notes =
                new ArrayList<>(server.findings().stream().distinct().toList());
        notes.addAll(IdentityNote.of(tier, target.dialect()));
        notes.addAll(DecodingNote.of(tier, target.config(), target.dialect(), usage.get()));
        notes.addAll(UsersNote.of(tier, target.config().users()));
        notes.addAll(SizeNote.of(tier, target.dialect(), client.measured().outcomes()));
        return notes;
    }
}
