package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.TestJvm;

class LauncherIT {

    /** A process in place of a run; it never ends by itself. */
    public static final class Run {

        private Run() {}

        public static void main(String[] args) throws InterruptedException {
            Launcher.endWithIt();
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void shouldEndWithTheMavenThatLaunchedIt() throws Exception {
        String java = TestJvm.executable();
        String classPath = System.getProperty("java.class.path") + ":gatlingbooter1.jar";
        Process maven = new ProcessBuilder(
                        "sh", "-c", "\"$0\" -cp \"$1\" \"$2\" & wait", java, classPath, Run.class.getName())
                .start();
        ProcessHandle run = ProcessHandle.of(firstNumber(maven)).orElseThrow();
        try {
            maven.destroy();

            run.onExit().get(10, TimeUnit.SECONDS);

            assertThat(run.isAlive()).isFalse();
        } finally {
            run.destroyForcibly();
        }
    }

    private static long firstNumber(Process process) throws Exception {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Long.parseLong(lines.readLine());
    }
}
