package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.TestJvm;

/** Tests what happens without free file descriptors, in a process that has only a few. */
class DescriptorsIT {

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"EPOLL", "NIO", "IO_URING"})
    void shouldReportNoDescriptorForEachConnectionThatGetsNone(Transport transport) throws Exception {
        Assumptions.assumeTrue(
                transport.isAvailable(), () -> transport.unavailability().orElse(""));
        String java = TestJvm.executable();
        String command = "ulimit -n 200 && exec '" + java + "' -cp \"$CLASSES\" " + FewDescriptors.class.getName() + " "
                + transport;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().reduce((first, second) -> second))
                .as(output)
                .hasValueSatisfying(last -> assertThat(last).matches("done: [1-9]\\d* NO_DESCRIPTOR of 300"));
    }
}
