package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.Format;
import wse.measure.LatencyKind;
import wse.measure.TierShape;

class HistogramLogTest {

    private static final Instant BASE = Instant.parse("2026-03-01T12:30:15.123Z");

    @TempDir
    Path dir;

    @Test
    void shouldBeReadBackByHdrHistogramsOwnReader() throws Exception {
        Path file = dir.resolve(HistogramLog.FILE);
        Histogram first = Runs.latencies(1_000, 250, 0.5, 1);
        Histogram second = Runs.latencies(2_000, 350, 0.5, 2);
        String tag = HistogramLog.tag(new TierShape(1_000, "open", 2.0, null, null), LatencyKind.RESPONSE);
        try (HistogramLog log = HistogramLog.create(file, BASE)) {
            log.write(tag, BASE, BASE.plusSeconds(1), first);
            log.write(tag, BASE.plusSeconds(1), BASE.plusMillis(2_500), second);
        }

        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            EncodableHistogram read = reader.nextIntervalHistogram();
            assertThat(read).isEqualTo(first);
            assertThat(read.getTag()).isEqualTo("1000-open-response");
            assertThat(read.getStartTimeStamp()).isEqualTo(BASE.toEpochMilli());
            EncodableHistogram next = reader.nextIntervalHistogram();
            assertThat(next).isEqualTo(second);
            assertThat(next.getEndTimeStamp()).isEqualTo(BASE.plusMillis(2_500).toEpochMilli());
            assertThat(reader.nextIntervalHistogram()).isNull();
        }
    }

    @Test
    void shouldNameATierWithoutAScheduleByItsKind() {
        assertThat(HistogramLog.tag(TierShape.of(100), LatencyKind.CONNECT)).isEqualTo("100-connect");
    }

    @Test
    void shouldTellTheCellsOfAMatrixApart() {
        assertThat(HistogramLog.tag(new TierShape(100, null, null, 64, Format.JSON), LatencyKind.CONNECT))
                .isEqualTo("100-json-64-connect");
    }
}
