package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.MessageFlow;

class FloodWordsTest {

    @ParameterizedTest
    @CsvSource({
        "UNCHECKED, 'frames only, text not checked for valid UTF-8 (wse.decode=unchecked)'",
        "FRAMES, 'frames only, payloads not decoded'",
        "PAYLOADS, payloads decoded"
    })
    void shouldSayHowFarMessagesAreRead(Decoding decoding, String words) {
        MessageFlow echo = new MessageFlow(Direction.ECHO, FramesPerWrite.BLOCK, Masking.POOL, 183, 16, decoding);
        assertThat(FloodWords.describe(echo)).containsEntry("reads", words);
        MessageFlow out = new MessageFlow(Direction.OUT, FramesPerWrite.BLOCK, Masking.POOL, 183, 1, decoding);
        assertThat(FloodWords.describe(out)).doesNotContainKey("reads");
    }
}
