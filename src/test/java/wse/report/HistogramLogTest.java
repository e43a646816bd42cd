package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.LatencyKind;
import wse.measure.MessageFlow;
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
        String tag = HistogramLog.tag(TierShape.Pings.open(1_000, 2.0), LatencyKind.RESPONSE);
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
        assertThat(HistogramLog.tag(new TierShape.Storm(100), LatencyKind.CONNECT))
                .isEqualTo("100-connect");
    }

    @Test
    void shouldDistinguishTheCellsOfAMatrix() {
        MessageFlow flow = new MessageFlow(Direction.OUT, FramesPerWrite.BLOCK, Masking.POOL, 70, 1, Decoding.FRAMES);

        assertThat(HistogramLog.tag(new TierShape.Flood(100, 64, Format.JSON, flow), LatencyKind.CONNECT))
                .isEqualTo("100-json-64-connect");
    }
}
