package wse.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import oshi.software.os.OSProcess;
import wse.measure.ServerUsage;
import wse.text.Words;

/**
 * Watches the server during a tier: its processes if they run on this machine, and its counters if it exposes any. A
 * figure that cannot be observed is null in the result, and the findings say why. Confined to one thread.
 */
public final class ServerWatch {

    /** The reading of a process that is not asked again; its finding is known already. */
    private static final CounterReading UNREADABLE = new CounterReading(ServerCounters.UNKNOWN, List.of());

    /** One for the user time and one for the system time, in ticks of 10 ms (proc_pid_stat(5)). */
    private static final double TWO_TICKS_SECONDS = 0.02;

    /** Programs that are named if the server lacks CPU. */
    private static final int MOST_PROGRAMS = 3;

    private final List<Long> processIds;
    private final List<ServerMetrics> metrics;
    private final List<String> findings = new ArrayList<>();
    /** Processes whose counters could not be read. They are not asked again, because that may take seconds each time. */
    private final Set<ServerMetrics> unreadable = new HashSet<>();

    private final ServerCores cores;
    /** Empty if the server runs elsewhere. */
    private final Optional<OtherPrograms> others;

    private final Double startCpuSeconds;
    private final List<ServerCounters> start;
    private final int port;
    private final Optional<AcceptQueue> startQueue = AcceptQueue.read();
    private final OptionalLong startDrops;
    private Supplier<Height> height = this::withoutHeight;

    /** The values that were read while the tier's connections were open; null for unknown ones. */
    private record Height(Long rssBytes, Long descriptorsLeft, Long connections) {}

    private ServerWatch(List<Long> processIds, List<ServerMetrics> metrics, int port) {
        this.processIds = List.copyOf(processIds);
        this.port = port;
        startDrops = processIds.isEmpty() ? OptionalLong.empty() : ListenerDrops.at(port);
        this.metrics = List.copyOf(metrics);
        others = processIds.isEmpty() ? Optional.empty() : Optional.of(OtherPrograms.beside(processIds));
        cores = ServerCores.watch(this.processIds);
        startCpuSeconds = cpuSeconds();
        start = counters();
    }

    /**
     * Starts to watch.
     *
     * @param processIds processes of the server on this machine, as found by {@link ListeningProcess}; empty if it runs
     *     elsewhere
     * @param metrics counters of each of its processes; empty if the server exposes none
     * @param port the port that it listens on; 0 if it is unknown
     */
    public static ServerWatch start(List<Long> processIds, List<ServerMetrics> metrics, int port) {
        return new ServerWatch(processIds, metrics, port);
    }

    /** Reads memory and open connections; call it while the tier's connections are open. */
    public void atHeight() {
        // The descriptors come before the counters: a server that serves its counters itself needs one to do so.
        Height read = new Height(rss(), descriptorsLeft(), sum(counters()).connections());
        height = () -> read;
    }

    private Height withoutHeight() {
        return new Height(rss(), null, null);
    }

    /** Ends the watch. Without {@link #atHeight()}, memory is read now, and open connections are unknown. */
    public ServerUsage stop() {
        Height open = height.get();
        ServerCounters counted = sum(since(start));
        Optional<ServerCores.Share> share = cores.share();
        Double cpu = cpuSince(share);
        Optional<AcceptQueue> queue = queue();
        Optional<CoreUse> use = cores.use();
        queue.flatMap(AcceptQueue::finding).ifPresent(findings::add);
        return named(new ServerUsage(
                cpu,
                open.rssBytes(),
                counted.received(),
                counted.dropped(),
                counted.accepted(),
                counted.rejected(),
                open.connections(),
                counted.sent(),
                queue.map(AcceptQueue::overflows).orElse(null),
                open.descriptorsLeft(),
                share.map(ServerCores.Share::waitSeconds).orElse(null),
                use.map(CoreUse::unrelatedPercent).orElse(null),
                use.map(CoreUse::stolenPercent).orElse(null),
                List.of()));
    }

    /** If the server lost its cores to other programs, they are named. */
    private ServerUsage named(ServerUsage usage) {
        return usage.lackedCores() && !usage.lostToHypervisor()
                ? usage.withOtherPrograms(
                        others.map(all -> all.busiest(MOST_PROGRAMS)).orElse(List.of()))
                : usage;
    }

    /**
     * The sum over the threads is more precise, but lacks those that have ended. It is used if it agrees with the
     * figure of the process within the precision of the latter.
     */
    private Double cpuSince(Optional<ServerCores.Share> share) {
        Double now = cpuSeconds();
        if (now == null || startCpuSeconds == null) {
            return null;
        }
        double inTicks = Math.max(0, now - startCpuSeconds);
        return share.map(ServerCores.Share::ranSeconds)
                .filter(precise -> Math.abs(precise - inTicks) < TWO_TICKS_SECONDS)
                .orElse(inTicks);
    }

    /** Sentences for the report, among them the reasons why something could not be observed. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /** The kernel counts only the sockets of this machine, so this applies only to a server that runs here. */
    private Optional<AcceptQueue> queue() {
        return processIds.isEmpty()
                ? Optional.empty()
                : startQueue.flatMap(before -> AcceptQueue.read().map(now -> own(now.since(before))));
    }

    /** The drops of this server; those of all servers if the system does not tell, or if the server has reopened its socket. */
    private AcceptQueue own(AcceptQueue ofTheMachine) {
        OptionalLong drops = ListenerDrops.at(port);
        boolean comparable = startDrops.isPresent() && drops.isPresent() && drops.getAsLong() >= startDrops.getAsLong();
        return comparable ? ofTheMachine.of(drops.getAsLong() - startDrops.getAsLong()) : ofTheMachine;
    }

    /** Asks all processes at the same time: each of them may use the whole time-out. */
    private List<ServerCounters> counters() {
        List<CompletableFuture<CounterReading>> asked =
                metrics.stream().map(this::ask).toList();
        List<CounterReading> read = asked.stream().map(CompletableFuture::join).toList();
        findings.addAll(Words.few(read.stream()
                .flatMap(reading -> reading.findings().stream())
                .distinct()
                .toList()));
        return IntStream.range(0, metrics.size())
                .mapToObj(process -> noted(metrics.get(process), read.get(process)))
                .toList();
    }

    private CompletableFuture<CounterReading> ask(ServerMetrics process) {
        return unreadable.contains(process) ? CompletableFuture.completedFuture(UNREADABLE) : process.read();
    }

    private ServerCounters noted(ServerMetrics process, CounterReading reading) {
        if (reading.counters().equals(ServerCounters.UNKNOWN)) {
            unreadable.add(process);
        }
        return reading.counters();
    }

    /** Subtracts process by process, so that a restarted process is not hidden by the counters of the others. */
    private List<ServerCounters> since(List<ServerCounters> earlier) {
        List<ServerCounters> now = counters();
        return IntStream.range(0, now.size())
                .mapToObj(process -> now.get(process).since(earlier.get(process)))
                .toList();
    }

    private static ServerCounters sum(List<ServerCounters> processes) {
        return processes.stream().reduce(ServerCounters::plus).orElse(ServerCounters.UNKNOWN);
    }

    private Double cpuSeconds() {
        List<OSProcess> running = running();
        long millis = running.stream()
                .mapToLong(each -> each.getKernelTime() + each.getUserTime())
                .sum();
        return running.isEmpty() ? null : Double.valueOf((double) millis / TimeUnit.SECONDS.toMillis(1));
    }

    private Long rss() {
        List<OSProcess> running = running();
        return running.isEmpty()
                ? null
                : Long.valueOf(
                        running.stream().mapToLong(OSProcess::getResidentMemory).sum());
    }

    /** How many descriptors the process with the fewest has left. */
    private Long descriptorsLeft() {
        OptionalLong fewest = running().stream()
                .filter(each -> each.getOpenFiles() > 0 && each.getSoftOpenFileLimit() > 0)
                .mapToLong(each -> Math.max(0, each.getSoftOpenFileLimit() - each.getOpenFiles()))
                .min();
        return fewest.isPresent() ? Long.valueOf(fewest.getAsLong()) : null;
    }

    private List<OSProcess> running() {
        return processIds.stream()
                .map(ProcessUse::of)
                .filter(Objects::nonNull)
                .filter(each -> each.getState() != OSProcess.State.INVALID)
                .toList();
    }
}
