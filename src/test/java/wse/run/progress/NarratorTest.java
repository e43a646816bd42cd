package wse.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import wse.health.MachineMemory;

class NarratorTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Narrator narrator(boolean rewrites) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Narrator(stream, rewrites, Duration.ofSeconds(1), MachineMemory.now());
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void shouldRewriteTheLiveLineInPlaceOnATerminal() {
        Narrator narrator = narrator(true);

        narrator.say("begins");
        narrator.live("10");
        narrator.live("20");
        narrator.say("ends");
        narrator.say("over");

        assertThat(told())
                .isEqualTo(
                        "begins\n\r\u001b[K\u001b[?7l10\u001b[?7h\r\u001b[K\u001b[?7l20\u001b[?7h\r\u001b[Kends\nover\n");
    }

    @Test
    void shouldNameThePhasesOfATierOnlyWhereTheLineIsRewritten() {
        narrator(false).phase("connecting");

        assertThat(told()).isEmpty();

        narrator(true).phase("connecting");

        assertThat(told()).contains("connecting");
    }

    @Test
    void shouldPrintLineByLineElsewhere() {
        Narrator narrator = narrator(false);

        narrator.live("10");
        narrator.live("20");
        narrator.say("ends");

        assertThat(told()).isEqualTo("10\n20\nends\n");
    }

    @Test
    void shouldStaySilent() {
        Narrator silent = narrator(false).silent();

        silent.say("begins");
        silent.live("10");

        assertThat(told()).isEmpty();
    }
}
