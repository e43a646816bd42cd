package wse.run.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

    private final HistogramLog log;

    /** @throws BadInputException if the directory cannot be created or written to */
    public IntervalLog(Path directory, Instant startedAt) {
        try {
            Files.createDirectories(directory);
            log = HistogramLog.create(directory.resolve(HistogramLog.FILE), startedAt);
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
            throw new UncheckedIOException("the interval log is incomplete: " + e.getMessage(), e);
        }
    }
}
