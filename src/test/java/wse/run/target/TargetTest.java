package wse.run.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TestKind;

class TargetTest {

    @Test
    void shouldRequestADutyOnlyWithTheWseDialect() {
        Map<String, String> wse = Map.of("wse.host", "127.0.0.1", "wse.direction", "echo", "wse.path", "/ws");
        Map<String, String> echo =
                Map.of("wse.host", "127.0.0.1", "wse.direction", "echo", "wse.path", "/ws", "wse.dialect", "echo");

        assertThat(requestTarget(TestKind.THROUGHPUT, wse)).isEqualTo("/ws?duty=echo");
        assertThat(requestTarget(TestKind.PING_LATENCY, Map.of("wse.host", "127.0.0.1", "wse.path", "/ws")))
                .isEqualTo("/ws");
        assertThat(requestTarget(TestKind.THROUGHPUT, echo)).isEqualTo("/ws");
    }

    @Test
    void shouldRefuseSizesBeyondTheEmbeddedServersMaximum() {
        Config config = Config.from(TestKind.SIZE_MATRIX, Map.of("wse.sizes", "64,1048577"), Map.of());

        assertThatThrownBy(() -> Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("1048576 bytes that the embedded server accepts")
                .hasMessageContaining("wse.sizes has 1048577");
    }

    @Test
    void shouldReportAProcessOfTheServerThatHasEnded() {
        try (Target target = Target.up(
                Config.from(TestKind.CONNECTION_STORM, Map.of(), Map.of()),
                Duration.ZERO,
                2,
                ClassArchive.NONE,
                List.of())) {
            assertThat(target.metrics()).hasSize(2);
            assertThat(target.processIds()).hasSize(2);
            assertThat(target.losses()).isEmpty();

            ProcessHandle killed = ProcessHandle.of(target.processIds().get(1)).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().join();

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (target.losses().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(target.losses())
                    .singleElement()
                    .asString()
                    .contains("server-2 process ", "ended with status 137");
        }
    }

    private static String requestTarget(TestKind test, Map<String, String> settings) {
        try (Target target =
                Target.up(Config.from(test, settings, Map.of()), Duration.ZERO, 1, ClassArchive.NONE, List.of())) {
            return target.dialect().openingRequest(0).target();
        }
    }
}
