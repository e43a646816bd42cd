package wse.load;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wse.measure.FloodAccount;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.Ramp;

/**
 * All connections of one tier, spread over the event loops. Started from any thread; the phases follow one another, and
 * what the loops hold is read only after the last.
 */
final class Fleet {

    /**
     * Three quarters of the time after which WSE drops a connection that sends nothing: these messages slow the ramp down, and
     * where dozens of processes share a core a loop may be late by seconds.
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(45);

    private Stage stage;
    private final Ramp ramp;
    /** Connections of the share that others have already, from its first one. */
    private final int skipped;

    private LatencyCollector slip = newSlip();
    private final List<LoopLinks> loops = new ArrayList<>();
    /** They keep what is up alive while the others come up. */
    private final List<SignsOfLife> signsOfLife = new ArrayList<>();

    private final List<Pinger> pingers = new CopyOnWriteArrayList<>();
    private final List<SampleLog> pingLogs = new ArrayList<>();
    private final List<StandingPings> keepAlives = new ArrayList<>();
    private final List<Flood> floods = new ArrayList<>();
    private long rampNanos;
    /** Whether the ramp is part of an account that has been given. */
    private boolean standing;

    private long phaseStartNanos;
    private long phaseNanos;

    /** @param connectsAreTheTest whether response latency, if there is a rate, is that of the connects, not of pings */
    Fleet(Stage stage, Ramp ramp, boolean connectsAreTheTest) {
        this(stage, ramp, connectsAreTheTest, 0);
    }

    /** @param skipped connections of the ramp's share, from its first one, that are left out; no more than it has */
    Fleet(Stage stage, Ramp ramp, boolean connectsAreTheTest, int skipped) {
        this.stage = stage;
        this.ramp = ramp;
        this.skipped = skipped;
        List<EventLoop> all = stage.target().client().loops();
        int used = Math.min(
                Math.min(all.size(), ramp.connections() - skipped), ramp.window() > 0 ? ramp.window() : all.size());
        for (int i = 0; i < used; i++) {
            RampRecorders recorders = connectsAreTheTest && ramp.connectsPerSecond() > 0
                    ? RampRecorders.scheduled(stage.collector(), newSlipRecorder())
                    : RampRecorders.unscheduled(stage.collector());
            LoopLinks links = new LoopLinks(
                    stage.target(), all.get(i), ramp, share(ramp.window(), i, used), linksOf(i, used), recorders);
            links.live(stage.live());
            loops.add(links);
        }
    }

    private static LatencyCollector newSlip() {
        return new LatencyCollector((kind, histogram) -> {});
    }

    private LatencyRecorder newSlipRecorder() {
        return slip.newRecorder(LatencyKind.RESPONSE);
    }

    private static int share(int whole, int index, int parts) {
        return whole / parts + (index < whole % parts ? 1 : 0);
    }

    private List<Link> linksOf(int loop, int loopCount) {
        return IntStream.iterate(skipped + loop, own -> own < ramp.connections(), own -> own + loopCount)
                .mapToObj(own -> new Link(ramp.share().index(own)))
                .toList();
    }

    /** Connects everything; completes when every connection has its outcome. */
    CompletableFuture<Void> up() {
        long startNanos = System.nanoTime();
        long scheduledNanos =
                startNanos - ramp.schedule().intendedNanos(ramp.share().turn(skipped));
        return onEachLoop(links -> links.up(scheduledNanos)).thenCompose(nothing -> {
            rampNanos = System.nanoTime() - startNanos;
            return stage.watcher().onUp();
        });
    }

    /**
     * As {@link #up()}, and whatever is up for long shows that it is there, until all members of a cluster are up: servers drop
     * what is idle.
     */
    CompletableFuture<Void> upKeptAlive() {
        return upKeptAlive(KEEP_ALIVE);
    }

    CompletableFuture<Void> upKeptAlive(Duration interval) {
        loops.forEach(links -> signsOfLife.add(links.showSignsOfLife(interval)));
        return up().whenComplete((nothing, failure) -> signsOfLife.forEach(SignsOfLife::end));
    }

    /** Gives every loop its pinger. */
    CompletableFuture<Void> equip(Duration pongTimeout, boolean open) {
        return equip(pongTimeout, open, false);
    }

    /** @param byFrame whether to ping by RFC 6455 ping frames */
    CompletableFuture<Void> equip(Duration pongTimeout, boolean open, boolean byFrame) {
        for (LoopLinks links : loops) {
            PingRecorders recorders = open
                    ? PingRecorders.open(stage.collector(), newSlipRecorder())
                    : PingRecorders.closed(stage.collector());
            Pinger pinger = new Pinger(stage.target().dialect(), links.loop(), pongTimeout, recorders, byFrame);
            pingers.add(pinger);
            links.loop().execute(() -> links.pinger(pinger));
        }
        phaseStartNanos = System.nanoTime();
        return CompletableFuture.completedFuture(null);
    }

    /**
     * What stands goes on to a further step with an account of its own; what is lost is forgotten. To be called while no
     * phase is under way.
     */
    CompletableFuture<Void> enter(Stage next) {
        stage = next;
        slip = newSlip();
        standing = true;
        pingLogs.clear();
        keepAlives.clear();
        for (int i = 0; i < loops.size(); i++) {
            pingers.set(i, pingers.get(i).successor(PingRecorders.open(stage.collector(), newSlipRecorder())));
        }
        phaseStartNanos = System.nanoTime();
        return onEachLoop(links -> {
            links.forgetLost();
            links.live(stage.live());
            links.pinger(pingers.get(loops.indexOf(links)));
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Completes with how many links stand. */
    CompletableFuture<Integer> standing() {
        List<CompletableFuture<Integer>> counts = loops.stream()
                .map(links -> onLoop(
                        links,
                        () -> CompletableFuture.completedFuture(
                                (int) links.links().stream().filter(Link::isUp).count())))
                .toList();
        return all(counts)
                .thenApply(nothing ->
                        counts.stream().mapToInt(CompletableFuture::join).sum());
    }

    /** Pings whatever stands until {@link #endKeepAlive()}; completes when the last of these pings has its outcome. */
    CompletableFuture<Long> keepAlive(Duration interval) {
        return ping("ping", System.nanoTime(), links -> {
            StandingPings pings = new StandingPings(links, interval);
            synchronized (keepAlives) {
                keepAlives.add(pings);
            }
            return pings;
        });
    }

    void endKeepAlive() {
        synchronized (keepAlives) {
            keepAlives.forEach(StandingPings::end);
        }
    }

    /** Completes when the loops have done all they had to do so far. */
    CompletableFuture<Void> settled() {
        return onEachLoop(links -> CompletableFuture.completedFuture(null));
    }

    long phaseStartNanos() {
        return phaseStartNanos;
    }

    /**
     * Pings over all connections that stand; completes when every planned ping has its outcome.
     *
     * @param requestName in Gatling's report
     * @return how many were answered in time
     */
    CompletableFuture<Long> ping(String requestName, long startNanos, Function<LoopLinks, PingDriver> drivers) {
        List<CompletableFuture<Long>> answered = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            LoopLinks links = loops.get(i);
            Pinger pinger = pingers.get(i);
            SampleLog log = new SampleLog(requestName);
            pingLogs.add(log);
            answered.add(onLoop(links, () -> {
                PingDriver driver = drivers.apply(links);
                return driver.start(pinger, log, startNanos).thenApply(nothing -> driver.answered());
            }));
        }
        return all(answered).thenApply(nothing -> {
            phaseNanos = System.nanoTime() - phaseStartNanos;
            return answered.stream().mapToLong(CompletableFuture::join).sum();
        });
    }

    /** Carries out a flood on all loops; completes when every link has its outcome. */
    CompletableFuture<Void> flood(FloodPlan plan) {
        FloodMessage message = FloodMessage.of(plan.flow());
        long startNanos = System.nanoTime();
        List<CompletableFuture<Void>> ended = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            LoopLinks links = loops.get(i);
            Pinger pinger = pingers.isEmpty() ? null : pingers.get(i);
            ended.add(onLoop(links, () -> {
                Flood flood = newFlood(links, plan, message, pinger);
                synchronized (floods) {
                    floods.add(flood);
                }
                return flood.start(startNanos);
            }));
        }
        return all(ended);
    }

    private Flood newFlood(LoopLinks links, FloodPlan plan, FloodMessage message, Pinger pinger) {
        LoadTarget target = stage.target();
        return switch (plan.flow().direction()) {
            case OUT -> new OutFlood(target, links, plan, message, pinger);
            case IN -> new InFlood(target, links, plan, message, pinger);
            case ECHO ->
                new EchoFlood(target, links, plan, message, stage.collector().newRecorder(LatencyKind.SERVICE));
        };
    }

    /** Of each loop. To be read after {@link #flood} only. */
    List<Flood> floods() {
        return floods;
    }

    /** What the loops have flooded, while they are at it. */
    CompletableFuture<FloodAccount> floodSoFar() {
        List<Flood> begun;
        synchronized (floods) {
            begun = List.copyOf(floods);
        }
        return gather(
                begun.stream()
                        .map(flood -> CompletableFuture.supplyAsync(flood::account, flood.loop))
                        .toList(),
                FloodAccount.NONE,
                FloodAccount::plus);
    }

    /** Pings and hellos so far. */
    CompletableFuture<Messages> messagesSoFar() {
        List<Pinger> equipped = List.copyOf(pingers);
        return gather(
                IntStream.range(0, loops.size())
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> new Messages(0, 0, 0, loops.get(i).hellos())
                                        .plus(
                                                i < equipped.size()
                                                        ? equipped.get(i).messages()
                                                        : Messages.NONE),
                                loops.get(i).loop()))
                        .toList(),
                Messages.NONE,
                Messages::plus);
    }

    private static <T> CompletableFuture<T> gather(List<CompletableFuture<T>> parts, T none, BinaryOperator<T> sum) {
        return all(parts)
                .thenApply(
                        nothing -> parts.stream().map(CompletableFuture::join).reduce(none, sum));
    }

    /** Asks the stage to look at the server, then closes everything, whether or not it could look. */
    CompletableFuture<Void> down() {
        CompletableFuture<Void> looked = stage.watcher().onHeight();
        return looked.handle((nothing, failure) -> null)
                .thenCompose(nothing -> close())
                .thenCompose(nothing -> looked);
    }

    /** Closes everything. */
    CompletableFuture<Void> close() {
        return onEachLoop(LoopLinks::down);
    }

    private CompletableFuture<Void> onEachLoop(Function<LoopLinks, CompletableFuture<Void>> step) {
        return all(loops.stream()
                .map(links -> onLoop(links, () -> step.apply(links)))
                .toList());
    }

    private static <T> CompletableFuture<T> onLoop(LoopLinks links, Supplier<CompletableFuture<T>> step) {
        return CompletableFuture.supplyAsync(step, links.loop()).thenCompose(Function.identity());
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** What the tier gave. To be called after {@link #down()}, or while the links only stand. */
    TierRun result(Long alive) {
        OutcomeCounts outcomes = new OutcomeCounts();
        OutcomeCounts pingOutcomes = new OutcomeCounts();
        List<Link> links = loops.stream().flatMap(loop -> loop.links().stream()).toList();
        links.forEach(link -> outcomes.count(link.outcome));
        pingers.stream().forEach(pinger -> pingOutcomes.add(pinger.outcomes()));
        floods.forEach(flood -> pingOutcomes.add(flood.outcomes));
        Duration rampTook = Duration.ofNanos(rampNanos);
        TierMeasurement measured = new TierMeasurement(
                links.stream().filter(link -> link.ready).count(),
                alive,
                outcomes,
                pingOutcomes,
                messages(),
                stage.collector().totals(),
                rampTook,
                pingers.isEmpty() ? rampTook : Duration.ofNanos(phaseNanos),
                null);
        return new TierRun(
                measured,
                slip.totals().get(LatencyKind.RESPONSE),
                logs().map(SampleLog::samples).toList(),
                logs().mapToLong(SampleLog::leftOut).sum(),
                pingers.stream().mapToLong(Pinger::latePongs).sum());
    }

    private Messages messages() {
        long hellos = loops.stream().mapToLong(LoopLinks::hellos).sum()
                + signsOfLife.stream().mapToLong(SignsOfLife::sent).sum();
        return pingers.stream().map(Pinger::messages).reduce(new Messages(0, 0, 0, hellos), Messages::plus);
    }

    private Stream<SampleLog> logs() {
        Stream<SampleLog> connects = standing ? Stream.empty() : loops.stream().map(LoopLinks::samples);
        return Stream.of(connects, pingLogs.stream(), floods.stream().map(flood -> flood.samples))
                .flatMap(Function.identity());
    }

    /** Completes at a moment of {@link System#nanoTime()}, on the client's first loop. */
    CompletableFuture<Void> waitUntil(long nanos) {
        return stage.target().waitUntil(nanos);
    }
}
