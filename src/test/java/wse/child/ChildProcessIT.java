package wse.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The child repeats the first line of its input, and prints a line when another line or the end of its input comes. */
@Timeout(60)
class ChildProcessIT {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Runs in the child. */
    static final class Parrot {

        private Parrot() {}

        public static void main(String[] args) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("heard " + in.readLine());
            System.out.println(in.readLine() == null ? "nothing more" : "more");
        }
    }

    private ChildProcess start() {
        return ChildProcess.start("parrot", new ChildJvm(Parrot.class).command(1, "-Xmx16m"), "a secret\n", line -> {
            lines.add(line);
            return line.startsWith("heard");
        });
    }

    @Test
    void shouldEndWhenItsInputEndsAndKeepUnreadOutput() throws Exception {
        try (ChildProcess child = start()) {
            assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("heard a secret");
            assertThat(child.loss()).isEmpty();
            child.end();
            child.onExit().get(10, TimeUnit.SECONDS);
            assertThat(child.said()).isEqualTo("nothing more");
            assertThat(child.loss().orElseThrow()).contains("parrot process " + child.pid(), "status 0");
        }
    }

    /** One after another, they would take 10 s each. */
    @Test
    @Timeout(19)
    void shouldKillAtTheSameTimeAllProcessesThatDoNotEnd() {
        List<ChildProcess> deaf = Stream.generate(
                        () -> ChildProcess.start("sleeper", List.of("sleep", "100"), "", line -> false))
                .limit(2)
                .toList();

        deaf.forEach(ChildProcess::end);
        deaf.forEach(ChildProcess::close);

        assertThat(deaf).noneMatch(ChildProcess::isAlive);
    }

    @Test
    void shouldSurviveTheInterruptThatATerminalSendsToAllProcesses() throws Exception {
        try (ChildProcess child = start()) {
            assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("heard a secret");
            assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(child.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(child.onExit()
                            .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                            .get())
                    .as("what ended")
                    .isNull();
        }
    }
}
