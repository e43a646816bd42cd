package wse.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * What one tier costs the client. The tier is carried out by the same code as a run's tiers, with ledger, outcomes,
 * histograms, sample log and dialect. Readings are taken before the first connect, after the ramp, and before and after
 * the connections are closed.
 */
final class TierCost implements Stage.Watcher {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long loopThread;
    private Reading begin;
    private Reading up;
    private Reading height;
    private Reading end;

    /** CPU time of the process, and the event loop's allocations. */
    private record Reading(long cpuNanos, long bytes) {}

    private TierCost(long loopThread) {
        this.loopThread = loopThread;
    }

    /**
     * Opens and closes this many connections.
     *
     * @param window handshakes in flight
     */
    static TierCost ofStorm(LoadTarget target, long loopThread, int connections, int window) throws Exception {
        Ramp ramp = new Ramp(connections, window, 0, TIMEOUT, TIMEOUT);
        return of(target, loopThread, new StormPlan(ramp), connections, 0);
    }

    /** Opens connections, sends this many pings over each of them in a closed loop, and closes them. */
    static TierCost ofPings(LoadTarget target, long loopThread, int connections, int pingsEach) throws Exception {
        Ramp ramp = new Ramp(connections, 64, 0, TIMEOUT, TIMEOUT);
        PingPlan plan = new PingPlan(ramp, pingsEach, 0, TIMEOUT);
        return of(target, loopThread, plan, connections, (long) connections * pingsEach);
    }

    private static TierCost of(LoadTarget target, long loopThread, TierPlan plan, int connections, long pings)
            throws Exception {
        TierCost cost = new TierCost(loopThread);
        Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), cost);
        cost.begin = cost.read();
        Sampled<TierMeasurement> run = new Loads().run(plan, stage).get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        cost.end = cost.read();
        if (run.figures().outcomes().of(Outcome.OK) != connections
                || run.figures().pingOutcomes().of(Outcome.OK) != pings) {
            throw new IllegalStateException("not all connects and pings were OK: "
                    + run.figures().outcomes() + " " + run.figures().pingOutcomes());
        }
        return cost;
    }

    private Reading read() {
        return new Reading(cpuNanos(), THREADS.getThreadAllocatedBytes(loopThread));
    }

    /**
     * The sum of all threads, from the kernel's scheduler. The CPU time of the process itself has a resolution of only 10 ms,
     * which is 3 % of a storm.
     */
    private static long cpuNanos() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.mapToLong(TierCost::cpuNanos).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("needs Linux", e);
        }
    }

    private static long cpuNanos(Path thread) {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public CompletableFuture<Void> onUp() {
        up = read();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> onHeight() {
        height = read();
        return CompletableFuture.completedFuture(null);
    }

    /** From the first connect to the last close, without the pings in between. */
    double connectingMicros() {
        return (up.cpuNanos - begin.cpuNanos + end.cpuNanos - height.cpuNanos) / 1e3;
    }

    /** From the end of the ramp to the last pong. */
    double pingingMicros() {
        return (height.cpuNanos - up.cpuNanos) / 1e3;
    }

    /** The event loop's allocations from the end of the ramp to the last pong. */
    long pingingBytes() {
        return height.bytes - up.bytes;
    }
}
