package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTurnsTest {

    private static final int FIRST = 100;

    @Test
    void shouldStartOverIfAWriteDoesNotFit() {
        FrameTurns turns = new FrameTurns(FIRST, 10, 4);
        turns.sent(4);
        turns.sent(4);

        assertThat(turns.from(2)).isEqualTo(108);
        assertThat(turns.from(3)).isEqualTo(100);
        turns.sent(3);
        assertThat(turns.from(4)).isEqualTo(103);
    }

    /** After 7 of 10 frames, a write of 4 starts over. */
    @Test
    void shouldNotCountTheFramesThatALongWriteSkips() {
        assertThat(new FrameTurns(FIRST, 10, 4).lap()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"48, 16", "16, 4", "16, 1", "5, 5", "2, 1"})
    void shouldSendAtLeastALapOfFramesBeforeAFrameIsSentAgain(int frames, int framesPerWrite) {
        FrameTurns turns = new FrameTurns(FIRST, frames, framesPerWrite);
        Map<Integer, Integer> lastSent = new HashMap<>();
        Random random = new Random(1);
        int shortest = Integer.MAX_VALUE;
        for (int sent = 0; sent < 10_000; ) {
            int count = 1 + random.nextInt(framesPerWrite);
            int from = turns.from(count);
            assertThat(from).isBetween(FIRST, FIRST + frames - count);
            turns.sent(count);
            for (int frame = from; frame < from + count; frame++, sent++) {
                Integer before = lastSent.put(frame, sent);
                shortest = before == null ? shortest : Math.min(shortest, sent - before);
            }
        }
        assertThat(shortest).isGreaterThanOrEqualTo(turns.lap());
    }
}
