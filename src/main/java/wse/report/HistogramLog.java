package wse.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import wse.measure.LatencyKind;
import wse.measure.TierShape;

/**
 * Writes latencies interval by interval in HdrHistogram's log format ({@code .hlog}), which its own tools and
 * {@link org.HdrHistogram.HistogramLogReader} read. Values, including the column of maxima, are in microseconds. Times are
 * in seconds after the base time. Confined to one thread.
 */
public final class HistogramLog implements Closeable {

    /** The file's name in the run's directory. */
    public static final String FILE = "latencies.hlog";

    private static final double MICROS = 1.0;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Path file;
    private final PrintStream out;
    private final HistogramLogWriter writer;
    private final long baseMillis;

    private HistogramLog(Path file, PrintStream out, Instant base) {
        this.file = file;
        this.out = out;
        this.writer = new HistogramLogWriter(out);
        this.baseMillis = base.toEpochMilli();
    }

    /**
     * Creates a log, which must not exist yet.
     *
     * @param base the time to which all interval times are relative: the start of the run
     */
    public static HistogramLog create(Path file, Instant base) throws IOException {
        OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        HistogramLog log = new HistogramLog(file, new PrintStream(stream, false, StandardCharsets.UTF_8), base);
        log.writer.outputLogFormatVersion();
        log.writer.outputComment("wse-stress: latencies in microseconds; tag: connections, schedule or message, kind");
        log.writer.outputBaseTime(log.baseMillis);
        log.writer.outputComment(startTime(base));
        log.writer.outputLegend();
        return log;
    }

    /** The line that HdrHistogram would write, but in UTC instead of the machine's time zone. */
    private static String startTime(Instant base) {
        return String.format(
                Locale.ROOT,
                "[StartTime: %.3f (seconds since epoch), %s]",
                base.toEpochMilli() / MILLIS_PER_SECOND,
                base);
    }

    /**
     * The tag of a tier's intervals, as in {@code 1000-open-response} or {@code 100-json-175-connect}; the format does not
     * allow commas or spaces.
     */
    public static String tag(TierShape shape, LatencyKind kind) {
        return shape.tag() + "-" + kind.key();
    }

    /** Writes one interval, from {@code start} to {@code end}. The histogram keeps its own tag and times. */
    public void write(String tag, Instant start, Instant end, Histogram interval) {
        Histogram tagged = interval.copy();
        tagged.setTag(tag);
        writer.outputIntervalHistogram(seconds(start), seconds(end), tagged, MICROS);
    }

    private double seconds(Instant time) {
        return (time.toEpochMilli() - baseMillis) / MILLIS_PER_SECOND;
    }

    /** @throws IOException if the file does not have all intervals, for example because the disk is full */
    @Override
    public void close() throws IOException {
        boolean failed = out.checkError();
        out.close();
        if (failed) {
            throw new IOException("a write failed; check that the disk has free space");
        }
        if (Files.notExists(file)) {
            throw new IOException("it was deleted during the run");
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }
}
