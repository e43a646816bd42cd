package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import wse.TestJvm;

/**
 * {@code wse-stress agent} in its own process, as on another machine. For one thread. When it is closed, it checks that
 * neither its output nor the command line of a process that it has started contains a secret.
 */
final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ProcessOutput process;
    private final List<String> secrets;

    private AgentProcess(ProcessOutput process, String secret) {
        this.process = process;
        this.secrets = List.of(secret, SimulationProcess.SECRET);
    }

    static AgentProcess start(String secret, String... arguments) {
        return start(List.of(), secret, arguments);
    }

    /** Starts an agent as on a machine that allows this many descriptors. */
    static AgentProcess startSmall(int descriptors, String secret, String... arguments) {
        String limited = "ulimit -n " + descriptors + "; exec \"$@\"";
        return start(List.of("/bin/sh", "-c", limited, "small"), secret, arguments);
    }

    private static AgentProcess start(List<String> before, String secret, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(TestJvm.withClassPath("-Xmx256m"));
        command.addAll(List.of("wse.cli.Main", "agent"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("WSE_CLUSTER_SECRET", secret);
        return new AgentProcess(ProcessOutput.of(builder, PATIENCE), secret);
    }

    /** Waits for the first line from here on that contains the text. */
    void awaitLine(String text) throws InterruptedException {
        process.awaitLine(text);
    }

    /** The exit status. */
    int await() throws InterruptedException {
        return process.await();
    }

    boolean isAlive() {
        return process.handle().isAlive();
    }

    /** Sends SIGTERM. */
    void stop() {
        process.handle().destroy();
    }

    void kill() {
        process.handle().destroyForcibly();
    }

    @Override
    public void close() {
        process.close();
        assertThat(process.text()).doesNotContain(secrets);
        assertThat(process.commands()).noneMatch(command -> secrets.stream().anyMatch(command::contains));
    }
}
