package wse.health;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import wse.measure.ProcessLoad;

/**
 * Measures what processes use from one reading to the next. On Linux, a reading takes a tenth of a millisecond per
 * process. It must be short, because it is taken once a second while latencies are measured: on a client with a single
 * core, it delays the event loop. Not thread-safe.
 */
public final class LoadMeter {

    private final Supplier<Optional<ProcessTotal>> reading;
    private Optional<ProcessTotal> last;

    private LoadMeter(Supplier<Optional<ProcessTotal>> reading) {
        this.reading = reading;
        this.last = reading.get();
    }

    /** Measures this process. */
    public static LoadMeter ofThisProcess() {
        long id = ProcessHandle.current().pid();
        return new LoadMeter(() -> Optional.of(ProcessTotal.ofThisProcess(id)));
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

    private static Optional<ProcessTotal> total(List<Long> ids) {
        List<ProcessTotal> running =
                ids.stream().flatMap(id -> ProcessTotal.of(id).stream()).toList();
        return running.size() < ids.size() ? Optional.empty() : running.stream().reduce(ProcessTotal::plus);
    }

    /** The use since the last call, or since this meter was created. */
    public ProcessLoad next() {
        Optional<ProcessTotal> now = reading.get();
        ProcessLoad load = now.map(total -> new ProcessLoad(
                        last.map(before -> Math.max(0, total.cpuSeconds() - before.cpuSeconds()))
                                .orElse(null),
                        total.rssBytes()))
                .orElse(ProcessLoad.UNKNOWN);
        last = now;
        return load;
    }
}
