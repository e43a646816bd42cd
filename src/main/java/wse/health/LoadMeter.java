package wse.health;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import oshi.software.os.OSProcess;
import wse.measure.ProcessLoad;

/** Measures what processes use from one reading to the next. Takes about a millisecond per process. Not thread-safe. */
public final class LoadMeter {

    /**
     * The use since the processes were started.
     *
     * @param cpuSeconds user and system time
     */
    private record Total(double cpuSeconds, long rssBytes) {}

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Supplier<Optional<Total>> reading;
    private Optional<Total> last;

    private LoadMeter(Supplier<Optional<Total>> reading) {
        this.reading = reading;
        this.last = reading.get();
    }

    /** Measures this process. */
    public static LoadMeter ofThisProcess() {
        return new LoadMeter(
                () -> Optional.of(new Total(ProcessUse.ownCpuNanos() / NANOS_PER_SECOND, ProcessUse.ownRssBytes())));
    }

    /**
     * Measures other processes of this machine together.
     *
     * @param processIds if there are none, or if one of them has ended, their use is unknown
     */
    public static LoadMeter of(List<Long> processIds) {
        List<Long> ids = List.copyOf(processIds);
        return new LoadMeter(() -> total(ids));
    }

    private static Optional<Total> total(List<Long> ids) {
        List<OSProcess> running = ids.stream()
                .map(ProcessUse::of)
                .filter(Objects::nonNull)
                .filter(each -> each.getState() != OSProcess.State.INVALID)
                .toList();
        return ids.isEmpty() || running.size() < ids.size()
                ? Optional.empty()
                : Optional.of(new Total(
                        running.stream()
                                        .mapToLong(each -> each.getKernelTime() + each.getUserTime())
                                        .sum()
                                / MILLIS_PER_SECOND,
                        running.stream().mapToLong(OSProcess::getResidentMemory).sum()));
    }

    /** The use since the last call, or since this meter was created. */
    public ProcessLoad next() {
        Optional<Total> now = reading.get();
        ProcessLoad load = now.map(total -> new ProcessLoad(
                        last.map(before -> Math.max(0, total.cpuSeconds() - before.cpuSeconds()))
                                .orElse(null),
                        total.rssBytes()))
                .orElse(ProcessLoad.UNKNOWN);
        last = now;
        return load;
    }
}
