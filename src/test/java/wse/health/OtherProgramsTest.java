package wse.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wse.Quiet;

/** Quiet, because a program is named only if it gets a part of a core. */
@Quiet
@EnabledOnOs(OS.LINUX)
class OtherProgramsTest {

    @Test
    @Timeout(60)
    void shouldNameAProgramThatUsesCpuButNoneThatBelongsToTheTest() throws Exception {
        Process ours = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        long stranger = startStranger();
        try {
            OtherPrograms others = OtherPrograms.beside(List.of());
            assertThat(ours.waitFor(2, TimeUnit.SECONDS))
                    .as("it goes on meanwhile")
                    .isFalse();

            assertThat(others.busiest(Integer.MAX_VALUE))
                    .contains("sh (pid " + stranger + ")")
                    .doesNotContain("sh (pid " + ours.pid() + ")");
            assertThat(others.busiest(0)).isEmpty();
            assertThat(OtherPrograms.beside(List.of(stranger)).busiest(Integer.MAX_VALUE))
                    .doesNotContain("sh (pid " + stranger + ")");
        } finally {
            ours.destroyForcibly();
            ProcessHandle.of(stranger).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void shouldNameNothingThatTheUserCannotEnd() {
        long own = ProcessHandle.current().pid();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();

        assertThat(OtherPrograms.neverNamed(List.of(4711L))).contains(1L, own, parent, 4711L);
        assertThat(ProcessTotal.isOfTheKernel("14 (ksoftirqd/0) S 2 0 0 0 -1 69238848 0 0 0 0 3 1"))
                .isTrue();
        assertThat(ProcessTotal.isOfTheKernel("4711 (a (b) c) S 1 4711 0 0 -1 4194304 0 0 0 0 3 1"))
                .isFalse();
    }

    /** A process whose parent has ended, so that this JVM is not among its ancestors. */
    private static long startStranger() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sh -c 'while :; do :; done' >/dev/null & echo $!").start();
        String id = new String(parent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        parent.waitFor();
        return Long.parseLong(id.strip());
    }
}
