package wse.load;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import wse.dialect.KeepAliveMessage;
import wse.measure.AddressFigures;
import wse.measure.LiveOutcomes;
import wse.measure.OutcomeCounts;
import wse.plan.Ramp;
import wse.plan.Share;

/**
 * Opens and closes all connections of one tier in this process, which are spread over the event loops. May be called from
 * any thread, but only one step may run at a time; read the figures only when no step is running.
 */
final class Fleet {

    private final Stage stage;
    private final Ramp ramp;
    /** How many connections at the start of the share are left out because they are already up in other fleets. */
    private final int skipped;

    /** The users of the other connections, counted within the share, in the order of the connections. */
    private final int[] users;

    private final List<LoopLinks> loops;
    private final List<SignsOfLife> signsOfLife = new CopyOnWriteArrayList<>();
    private volatile Duration rampTook = Duration.ZERO;

    private Fleet(Stage stage, Ramp ramp, Supplier<RampRecorders> recorders) {
        this(stage, ramp, IntStream.range(0, ramp.connections()).toArray(), recorders);
    }

    private Fleet(Stage stage, Ramp ramp, int[] users, Supplier<RampRecorders> recorders) {
        this.stage = stage;
        this.ramp = ramp;
        this.skipped = ramp.connections() - users.length;
        this.users = users;
        List<EventLoop> all = stage.target().client().loops();
        int used = Math.min(Math.min(all.size(), users.length), ramp.window() > 0 ? ramp.window() : all.size());
        this.loops = IntStream.range(0, used)
                .mapToObj(i -> new LoopLinks(
                        stage,
                        all.get(i),
                        ramp,
                        share(ramp.window(), i, used),
                        linksOf(i, used),
                        perAddress(recorders.get())))
                .toList();
    }

    /** For a tier that opens connections only to measure something else. */
    static Fleet of(Stage stage, TierAccount account, Ramp ramp) {
        return new Fleet(stage, ramp, account::connects);
    }

    /**
     * For a tier that measures connecting itself. If the connects follow a schedule, their response latency is recorded too.
     */
    static Fleet ofMeasuredConnects(Stage stage, TierAccount account, Ramp ramp) {
        return new Fleet(stage, ramp, ramp.connectsPerSecond() > 0 ? account::scheduledConnects : account::connects);
    }

    /**
     * For the connections that a step of a connection limit search has to add.
     *
     * @param missing how many connections to add; at most the size of the share. On a schedule, they are its last ones
     * @param taken the users of the connections that are open; no other connection gets them
     */
    static Fleet ofMissing(Stage stage, TierAccount account, Ramp ramp, int missing, BitSet taken) {
        Share share = ramp.share();
        int[] free = IntStream.iterate(0, own -> own + 1)
                .filter(own -> !taken.get(share.index(own)))
                .limit(missing)
                .toArray();
        return new Fleet(stage, ramp, free, account::connects);
    }

    private static int share(int whole, int index, int parts) {
        return whole / parts + (index < whole % parts ? 1 : 0);
    }

    private List<Link> linksOf(int loop, int loopCount) {
        return IntStream.iterate(skipped + loop, own -> own < ramp.connections(), own -> own + loopCount)
                .mapToObj(this::link)
                .toList();
    }

    private Link link(int own) {
        LoadTarget target = stage.target();
        int index = ramp.share().index(own);
        int user = ramp.share().index(users[own - skipped]);
        int server = ramp.share().serverTurn(index, target.sources().size(), target.servers());
        return new Link(index, user, server, target.dialect().conversation(user));
    }

    private RampRecorders perAddress(RampRecorders recorders) {
        return recorders.perAddress(stage.target().servers());
    }

    LiveOutcomes live() {
        return stage.live();
    }

    LoadTarget target() {
        return stage.target();
    }

    /** The links of each event loop. */
    List<LoopLinks> loops() {
        return loops;
    }

    /** Opens all connections. Completes when each of them is ready or has failed, and the watcher agrees to continue. */
    CompletableFuture<Void> up() {
        long startNanos = System.nanoTime();
        long scheduledNanos =
                startNanos - ramp.schedule().intendedNanos(ramp.share().turn(skipped));
        return onEachLoop(links -> links.up(scheduledNanos)).thenCompose(nothing -> {
            rampTook = Duration.ofNanos(System.nanoTime() - startNanos);
            return stage.watcher().onUp();
        });
    }

    /**
     * Like {@link #up()}, but connections that are already up send keep-alive messages until all members of the cluster are
     * up, because servers drop idle connections. Same as {@link #up()} if the dialect has no keep-alive message.
     */
    CompletableFuture<Void> upKeptAlive() {
        return whileKeptAlive(this::up);
    }

    /**
     * Like {@link #upKeptAlive()}, but also keeps the connections alive during the next step. No figure includes the
     * keep-alive messages of that step.
     */
    CompletableFuture<Void> upKeptAlive(Supplier<CompletableFuture<Void>> nextStep) {
        return whileKeptAlive(() -> up().thenRun(() -> signsOfLife.forEach(SignsOfLife::stopCounting))
                .thenCompose(nothing -> nextStep.get()));
    }

    private CompletableFuture<Void> whileKeptAlive(Supplier<CompletableFuture<Void>> steps) {
        return stage.target()
                .dialect()
                .keepAlive()
                .map(keepAlive -> keepAlive(keepAlive)
                        .thenCompose(nothing -> steps.get())
                        .whenComplete((nothing, failure) -> endKeepAlive()))
                .orElseGet(steps);
    }

    /** Each connection that is up, now or later, sends keep-alive messages until {@link #endKeepAlive()}. */
    CompletableFuture<Void> keepAlive(KeepAliveMessage keepAlive) {
        return onEachLoop(links -> {
            SignsOfLife signs = new SignsOfLife(links, keepAlive);
            signsOfLife.add(signs);
            signs.begin();
            return CompletableFuture.completedFuture(null);
        });
    }

    void endKeepAlive() {
        signsOfLife.forEach(SignsOfLife::end);
    }

    /**
     * Starts a new step of a connection limit search: forgets lost connections, and counts outcomes for the new stage from
     * now on.
     */
    CompletableFuture<Void> enter(Stage next) {
        signsOfLife.clear();
        return onEachLoop(links -> {
            links.enter(next.live());
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Completes with the users of the connections that are up. */
    CompletableFuture<BitSet> usersUp() {
        return Futures.sum(
                loops.stream()
                        .map(links -> CompletableFuture.supplyAsync(() -> users(links.up()), links.loop()))
                        .toList(),
                new BitSet(),
                Fleet::union);
    }

    private static BitSet users(List<Link> links) {
        BitSet users = new BitSet();
        links.forEach(link -> users.set(link.user));
        return users;
    }

    static BitSet union(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    /** Completes with the number of hellos sent so far. */
    CompletableFuture<Long> hellosSoFar() {
        return Futures.sum(
                loops.stream()
                        .map(links -> CompletableFuture.supplyAsync(links::hellos, links.loop()))
                        .toList(),
                0L,
                Long::sum);
    }

    /** Completes when the event loops have run all tasks that were submitted so far. */
    CompletableFuture<Void> settled() {
        return onEachLoop(links -> CompletableFuture.completedFuture(null));
    }

    /** Lets the watcher inspect the server, then closes all connections, even if the inspection failed. */
    CompletableFuture<Void> down() {
        return down(() -> CompletableFuture.completedFuture(null));
    }

    /** Like {@link #down()}, with one more step between the inspection and the closing. */
    CompletableFuture<Void> down(Supplier<CompletableFuture<Void>> lastStep) {
        CompletableFuture<Void> done = stage.watcher().onHeight().thenCompose(nothing -> lastStep.get());
        return done.handle((nothing, failure) -> null)
                .thenCompose(nothing -> close())
                .thenCompose(nothing -> done);
    }

    /** Closes all connections. */
    CompletableFuture<Void> close() {
        return onEachLoop(LoopLinks::down);
    }

    private CompletableFuture<Void> onEachLoop(Function<LoopLinks, CompletableFuture<Void>> step) {
        return Futures.all(loops.stream()
                .map(links -> Futures.onLoop(links.loop(), () -> step.apply(links)))
                .toList());
    }

    /** The figures of the ramp. Call this only after {@link #down()} or {@link #settled()} has completed. */
    RampFigures figures() {
        List<SampleLog> logs = loops.stream().map(LoopLinks::samples).toList();
        return new RampFigures(connected(), outcomes(), hellos(), logs, addresses(), rampTook);
    }

    /** Like {@link #figures()}, for a step that began with these connections already up. */
    RampFigures standingFigures() {
        List<AddressFigures> standing =
                addresses().stream().map(AddressFigures::withoutLatencies).toList();
        return new RampFigures(connected(), outcomes(), hellos(), List.of(), standing, Duration.ZERO);
    }

    private long hellos() {
        return loops.stream().mapToLong(LoopLinks::hellos).sum()
                + signsOfLife.stream().mapToLong(SignsOfLife::sent).sum();
    }

    private List<AddressFigures> addresses() {
        return loops.stream().map(LoopLinks::addresses).reduce(List.of(), AddressFigures::sum);
    }

    private long connected() {
        return loops.stream()
                .flatMap(links -> links.links().stream())
                .filter(link -> link.ready)
                .count();
    }

    private OutcomeCounts outcomes() {
        OutcomeCounts outcomes = new OutcomeCounts();
        loops.forEach(links -> links.countOutcomes(outcomes));
        return outcomes;
    }
}
