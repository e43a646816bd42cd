package wse.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import wse.dialect.PingForm;
import wse.measure.LiveOutcomes;
import wse.measure.LoopCounts;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;

/**
 * Pings over all connections of a fleet, in one or several rounds. May be called from any thread, but only one step may run
 * at a time; read the figures only when no step is running.
 */
final class FleetPings {

    /** No pings at all. */
    static final FleetPings NONE = new FleetPings(List.of(), List.of());

    private final List<LoopLinks> loops;
    /** One per event loop of the fleet, in the same order. */
    private final List<Pinger> pingers;

    private final List<SampleLog> logs = new ArrayList<>();
    private final List<StandingPings> keepAlives = new CopyOnWriteArrayList<>();
    private final long startNanos = System.nanoTime();
    private volatile Duration took = Duration.ZERO;

    private FleetPings(List<LoopLinks> loops, List<Pinger> pingers) {
        this.loops = loops;
        this.pingers = pingers;
        for (int i = 0; i < pingers.size(); i++) {
            LoopLinks links = loops.get(i);
            Pinger pinger = pingers.get(i);
            links.loop().execute(() -> links.pongsTo(pinger));
        }
    }

    /** Pings in a closed loop. */
    static FleetPings closed(Fleet fleet, TierAccount account, Duration pongTimeout) {
        return of(fleet, pongTimeout, account::closedPings, form(fleet), fleet.live()::newLoop)
                .countedIn(fleet.live());
    }

    /** Pings on an open schedule. */
    static FleetPings open(Fleet fleet, TierAccount account, Duration pongTimeout) {
        return of(fleet, pongTimeout, account::openPings, form(fleet), fleet.live()::newLoop)
                .countedIn(fleet.live());
    }

    /** Pings of the dialect that are not part of the tier's figures. */
    static FleetPings unmeasured(Fleet fleet, Duration pongTimeout) {
        return of(fleet, pongTimeout, PingRecorders::unmeasured, form(fleet), LoopCounts::new);
    }

    /** Pings with RFC 6455 ping frames, in a closed loop. */
    static FleetPings byFrames(Fleet fleet, TierAccount account, Duration pongTimeout) {
        return of(fleet, pongTimeout, account::closedPings, PingForm.FRAME, fleet.live()::newLoop)
                .countedIn(fleet.live());
    }

    private static PingForm form(Fleet fleet) {
        return fleet.target().dialect().pingForm();
    }

    private static FleetPings of(
            Fleet fleet,
            Duration pongTimeout,
            Supplier<PingRecorders> recorders,
            PingForm form,
            Supplier<LoopCounts> live) {
        List<Pinger> pingers = fleet.loops().stream()
                .map(links -> new Pinger(links.loop(), pongTimeout, recorders.get(), form, live.get()))
                .toList();
        return new FleetPings(fleet.loops(), pingers);
    }

    /** Supplies the outcomes of these pings if the tier is ended early. */
    private FleetPings countedIn(LiveOutcomes live) {
        live.pingsFrom(this::stopCounting);
        return this;
    }

    private CompletableFuture<OutcomeCounts> stopCounting() {
        List<CompletableFuture<OutcomeCounts>> parts = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            Pinger pinger = pingers.get(i);
            parts.add(CompletableFuture.supplyAsync(
                    pinger::stopCounting, loops.get(i).loop()));
        }
        return Futures.sum(parts, new OutcomeCounts(), OutcomeCounts::plus);
    }

    /**
     * Pings over the same connections with new figures. Numbers continue to count up, so that a late pong cannot match a new
     * ping.
     */
    FleetPings successor(TierAccount account, LiveOutcomes live) {
        return new FleetPings(
                        loops,
                        pingers.stream()
                                .map(pinger -> pinger.successor(account.openPings(), live.newLoop()))
                                .toList())
                .countedIn(live);
    }

    long startNanos() {
        return startNanos;
    }

    /**
     * Pings over all connections that are up; completes when every planned ping has been answered or has failed.
     *
     * @param requestName name of the pings in Gatling's report
     * @return the number of pings that were answered in time
     */
    CompletableFuture<Long> ping(String requestName, long fromNanos, PingDriver.Factory drivers) {
        List<CompletableFuture<Long>> answered = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            LoopLinks links = loops.get(i);
            Pinger pinger = pingers.get(i);
            SampleLog log = new SampleLog(requestName);
            logs.add(log);
            answered.add(Futures.onLoop(links.loop(), () -> {
                PingDriver driver = drivers.make(links, pinger, log);
                return driver.start(fromNanos).thenApply(nothing -> driver.answered());
            }));
        }
        return Futures.sum(answered, 0L, Long::sum).thenApply(sum -> {
            took = Duration.ofNanos(System.nanoTime() - startNanos);
            return sum;
        });
    }

    /**
     * Pings all connections that are up, until {@link #endKeepAlive()}. Completes when the last ping has been answered or
     * has failed.
     */
    CompletableFuture<Long> keepAlive(Duration interval) {
        return ping("ping", System.nanoTime(), (links, pinger, log) -> {
            StandingPings pings = new StandingPings(links, pinger, log, interval);
            keepAlives.add(pings);
            return pings;
        });
    }

    void endKeepAlive() {
        keepAlives.forEach(StandingPings::end);
    }

    /** The pinger of an event loop, given the loop's index in the fleet. */
    Pinger pinger(int loop) {
        return pingers.get(loop);
    }

    /** Completes with the message counts so far. */
    CompletableFuture<Messages> messagesSoFar() {
        List<CompletableFuture<Messages>> parts = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            parts.add(CompletableFuture.supplyAsync(
                    pingers.get(i)::messages, loops.get(i).loop()));
        }
        return Futures.sum(parts, Messages.NONE, Messages::plus);
    }

    PingFigures figures() {
        OutcomeCounts outcomes = new OutcomeCounts();
        pingers.forEach(pinger -> outcomes.add(pinger.outcomes()));
        return new PingFigures(
                outcomes,
                pingers.stream().map(Pinger::messages).reduce(Messages.NONE, Messages::plus),
                List.copyOf(logs),
                pingers.stream().map(Pinger::strays).reduce(StrayPongs.NONE, StrayPongs::plus),
                took);
    }
}
