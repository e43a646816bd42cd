package wse.health;

import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import wse.measure.LatencyRecorder;

/**
 * Watches this process while it measures: processor, memory, garbage collection, and the punctuality of each event loop.
 * Watches may overlap: for example, one for a tier and one for part of it. Use a separate watch for each period that is
 * judged: the load during a ramp says nothing about the pings after it. May be started and stopped on any thread,
 * including an event loop; stop it before the loops are shut down.
 */
public final class ClientWatch {

    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = ProcessUse.ownCpuNanos();
    private final MachineUse startMachine = MachineUse.now();
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
     * Starts a watch in a process that does not know the server's processes, and so cannot tell which programs are unrelated
     * to the test.
     *
     * @param loops the event loops that drive the connections; a Netty {@code EventLoopGroup} is such an iterable
     */
    public static ClientWatch start(Iterable<? extends EventExecutor> loops) {
        return start(loops, 1);
    }

    /**
     * Starts a watch in one of several processes that share this machine's cores. Together they probe their loops about as
     * often as one process would, because each probe of an idle loop costs a context switch.
     */
    public static ClientWatch start(Iterable<? extends EventExecutor> loops, int processes) {
        int perCore = Math.max(1, processes / Runtime.getRuntime().availableProcessors());
        return new ClientWatch(loops, LoopProbe.PERIOD_NANOS * perCore, CoreWatch.blind());
    }

    /**
     * Starts a watch in the only client process of a test, which may share this machine with the server.
     *
     * @param serverProcessIds processes of the server on this machine; empty if it runs elsewhere
     */
    public static ClientWatch beside(Iterable<? extends EventExecutor> loops, List<Long> serverProcessIds) {
        return new ClientWatch(loops, LoopProbe.PERIOD_NANOS, CoreWatch.beside(serverProcessIds));
    }

    /** Ends the watch; must be called only once. Use {@link ClientReading#withSlip} to add how late messages were sent. */
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
                MachineUse.now().percentSince(startMachine),
                ProcessUse.ownRssBytes(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                pauses.maxMillis(),
                pauses.totalMillis(),
                loops,
                LatencyRecorder.newHistogram());
    }
}
