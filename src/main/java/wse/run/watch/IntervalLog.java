package wse.run.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import wse.config.BadInputException;
import wse.measure.LatencyCollector.IntervalSink;
import wse.measure.LatencyKind;
import wse.report.HistogramLog;
import wse.run.tiers.Tier;

/**
 * The interval log of a run. The watch thread writes it; it is opened before that thread starts and closed after it has
 * ended.
 */
public final class IntervalLog implements AutoCloseable {

    private final Path file;
    private final HistogramLog log;
    /** Why the file is incomplete; empty before the log is closed, and if it is complete. */
    private volatile Optional<String> failure = Optional.empty();

    /**
     * @param directory exists
     * @throws BadInputException if it cannot be written to
     */
    public IntervalLog(Path directory, Instant startedAt) {
        file = directory.resolve(HistogramLog.FILE);
        try {
            log = HistogramLog.create(file, startedAt);
        } catch (IOException e) {
            throw new BadInputException("wse.out must be a writable directory: wse.out=" + directory.getParent() + " ("
                    + e.getMessage() + "); choose another one");
        }
    }

    /** Receives the intervals of a tier; those of a warm-up are not logged. */
    public IntervalSink of(Tier tier) {
        return tier.warmUp() ? (kind, interval) -> {} : (kind, interval) -> write(tier, kind, interval);
    }

    /** The collector has set the start and end of each interval. */
    private void write(Tier tier, LatencyKind kind, Histogram interval) {
        String tag = HistogramLog.tag(tier.shape(), kind);
        log.write(
                tag,
                Instant.ofEpochMilli(interval.getStartTimeStamp()),
                Instant.ofEpochMilli(interval.getEndTimeStamp()),
                interval);
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            failure = Optional.of(file + " is incomplete: " + e.getMessage());
        }
    }

    /** Why the file is incomplete; empty if it is complete. After {@link #close()}. */
    public Optional<String> failure() {
        return failure;
    }
}
