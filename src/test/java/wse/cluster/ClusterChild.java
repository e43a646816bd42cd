package wse.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import wse.TestJvm;

/**
 * A member or a coordinator in its own process, which a test can kill. It reads the secret from standard input, and
 * reports events on standard output, line by line.
 */
final class ClusterChild implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedReader out;

    private ClusterChild(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Its work never ends by itself. */
    static ClusterChild member(String name, int coordinatorPort, String secret) throws IOException {
        return start(secret, "member", name, String.valueOf(coordinatorPort));
    }

    static ClusterChild coordinator(String secret) throws IOException {
        return start(secret, "coordinator", "coordinator", "0");
    }

    private static ClusterChild start(String secret, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                TestJvm.executable(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterChild.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ClusterChild child = new ClusterChild(process);
        process.getOutputStream().write((secret + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return child;
    }

    /** The next line that it prints; null at its end. */
    String line() throws IOException {
        return out.readLine();
    }

    /** SIGKILL: it has no chance to say goodbye. */
    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    boolean ended(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ClusterSecret secret = ClusterSecret.of(in.readLine());
        if (arguments[0].equals("member")) {
            InetSocketAddress seed =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
            be(arguments[1], Seeds.hosts(seed), secret);
        } else {
            ClusterCoordinator coordinator =
                    ClusterCoordinator.open(ClusterOptions.local(arguments[1], Seeds.none(), secret));
            System.out.println(coordinator.address().getPort());
            coordinator.members(2, PATIENCE).join();
            coordinator.run(ClusterIT.PLAN, Briefing.NONE, Rendezvous.OPEN).join();
        }
    }

    private static void be(String name, Seeds seeds, ClusterSecret secret) throws IOException {
        Deeds deeds = Deeds.endless();
        ClusterMember member =
                ClusterMember.join(ClusterOptions.local(name, seeds, secret), PATIENCE, (share, briefing, meeting) -> {
                    System.out.println("begun");
                    return deeds.begin(share, briefing, meeting);
                });
        System.out.println("ended: " + member.ended().join().sentence());
        System.exit(0);
    }
}
