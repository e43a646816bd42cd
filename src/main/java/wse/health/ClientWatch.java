package wse.health;

import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Watches this process while it measures: processor, memory, garbage collection, and each event loop's punctuality.
 * Watches may overlap, one for a tier and one for a part of it: what is judged together should be watched together, for a
 * ramp's load says nothing about the pings after it. Start and stop from any threads, event loops too; stop before the loops
 * are shut down.
 */
public final class ClientWatch {

    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = ProcessUse.ownCpuNanos();
    private final long[] startTicks = ProcessUse.machineTicks();
    private final CoreWatch cores;
    private final GcWatch gc = GcWatch.start();
    private final List<LoopProbe> probes;

    private ClientWatch(Iterable<? extends EventExecutor> loops, long periodNanos, CoreWatch cores) {
        this.cores = cores;
        probes = StreamSupport.stream(loops.spliterator(), false)
                .map(loop -> LoopProbe.start(loop, periodNanos))
                .toList();
    }

    /**
     * Of a process that does not know the server's: whether strangers have its cores, it cannot tell.
     *
     * @param loops the event loops that drive the connections; a Netty {@code EventLoopGroup} is such an iterable
     */
    public static ClientWatch start(Iterable<? extends EventExecutor> loops) {
        return start(loops, 1);
    }

    /**
     * As one of several processes that share this machine's cores. Together they look at their loops about as often as one
     * process would: each look at an idle loop costs a change of processes.
     */
    public static ClientWatch start(Iterable<? extends EventExecutor> loops, int processes) {
        int perCore = Math.max(1, processes / Runtime.getRuntime().availableProcessors());
        return new ClientWatch(loops, LoopProbe.PERIOD_NANOS * perCore, CoreWatch.blind());
    }

    /**
     * As the only client process, beside a server.
     *
     * @param serverProcessIds of the server on this machine; empty if it runs elsewhere
     */
    public static ClientWatch beside(Iterable<? extends EventExecutor> loops, List<Long> serverProcessIds) {
        return new ClientWatch(loops, LoopProbe.PERIOD_NANOS, CoreWatch.beside(serverProcessIds));
    }

    /** Ends the watch; once only. What was sent late is added by {@link ClientReading#withSlip}. */
    public ClientReading stop() {
        double wall = System.nanoTime() - startNanos;
        long cpuNanos = ProcessUse.ownCpuNanos() - startCpuNanos;
        CoreWatch.Spent spent = cores.stop();
        List<LoopReading> loops =
                probes.stream().map(probe -> probe.stop(spent)).toList();
        GcWatch.Pauses pauses = gc.stop();
        return new ClientReading(
                wall / TimeUnit.SECONDS.toNanos(1),
                (double) cpuNanos / TimeUnit.SECONDS.toNanos(1),
                Runtime.getRuntime().availableProcessors(),
                ProcessUse.machinePercent(startTicks, ProcessUse.machineTicks()),
                ProcessUse.ownRssBytes(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                pauses.maxMillis(),
                pauses.totalMillis(),
                loops,
                null);
    }
}
