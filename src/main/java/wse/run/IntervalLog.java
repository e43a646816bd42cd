package wse.run;

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

/** The run's interval log. Written by the watch thread; opened before and closed after it runs. */
final class IntervalLog implements AutoCloseable {

    private final HistogramLog log;

    /** @throws BadInputException if the directory cannot be made or written to */
    IntervalLog(Path directory, Instant startedAt) {
        try {
            Files.createDirectories(directory);
            log = HistogramLog.create(directory.resolve(HistogramLog.FILE), startedAt);
        } catch (IOException e) {
            throw new BadInputException("wse.out must be a directory that can be written to: wse.out="
                    + directory.getParent() + " (" + e.getMessage() + "); give another");
        }
    }

    /** Takes a tier's intervals; those of a warm-up are in no figure and not in the log either. */
    IntervalSink of(Tier tier) {
        return tier.warmUp() ? (kind, interval) -> {} : (kind, interval) -> write(tier, kind, interval);
    }

    /** Values carry their own times: the recorder stamps an interval's start and end. */
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
