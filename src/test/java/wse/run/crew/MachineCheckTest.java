package wse.run.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wse.preflight.Cure;
import wse.preflight.Finding;

class MachineCheckTest {

    @Test
    void shouldPrintAWarningInShortLinesWithItsCauseAndEachCommand() {
        Finding queue = new Finding(
                "accept queue",
                Finding.Level.WARN,
                "5000 connections may arrive at once; the queue of a listening socket holds 4096 (net.core.somaxconn)",
                "the others try again after 1 s; lengthen the queue, or limit the handshakes with wse.connectWindow",
                List.of(new Cure("sudo sysctl -w a=1", ""), new Cure("sudo sysctl -w b=2", "")));
        Finding fine = new Finding("memory", Finding.Level.OK, "enough", "", List.of());

        assertThat(MachineCheck.lines(List.of(fine, queue)))
                .containsExactly(
                        "[wse] preflight: 1 check passed, 1 warning",
                        "[wse] warning: accept queue: 5000 connections may arrive at once. The queue of a listening socket",
                        "               holds 4096 (net.core.somaxconn). The others try again after 1 s. Lengthen the queue,",
                        "               or limit the handshakes with wse.connectWindow:",
                        "                 sudo sysctl -w a=1",
                        "                 sudo sysctl -w b=2");
    }

    @Test
    void shouldPrintAWarningWithoutARemedy() {
        Finding bare = new Finding("memory", Finding.Level.WARN, "1 GiB is used", "", List.of());

        assertThat(MachineCheck.lines(List.of(bare)))
                .containsExactly(
                        "[wse] preflight: 0 checks passed, 1 warning", "[wse] warning: memory: 1 GiB is used.");
    }
}
