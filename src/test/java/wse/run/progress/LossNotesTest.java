package wse.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossNotesTest {

    private final List<String> lines = new ArrayList<>();
    private final LossNotes notes = new LossNotes(lines::add, "worker processes");

    @Test
    void shouldNameUpToThreeProcesses() {
        endProcesses(3);

        assertThat(lines).containsExactly("[wse] note: w1 ended", "[wse] note: w2 ended", "[wse] note: w3 ended");
    }

    @Test
    void shouldSayOnceThatThereAreMore() {
        endProcesses(26);

        assertThat(lines)
                .hasSize(4)
                .last()
                .isEqualTo("[wse] note: more worker processes have ended; results.json names all of them");
    }

    private void endProcesses(int count) {
        IntStream.rangeClosed(1, count).forEach(number -> notes.accept("w" + number + " ended"));
    }
}
