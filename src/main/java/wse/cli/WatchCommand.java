package wse.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.run.live.RemoteRun;
import wse.run.live.RunWatch;
import wse.run.progress.Narrator;

/** {@code wse-stress watch}: shows the progress of a run, usually on another machine, until it ends. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the progress of a run, usually on another machine, until the run ends.",
            "The run must have been started with wse.live.port.",
            "If it is on another machine, it also needs wse.live.address.",
            "The exit code is 0 after the end of the run, and 1 if nothing answers."
        },
        footer = {"", "Example:", "  java -jar wse-stress.jar watch 127.0.0.1:9464"})
public final class WatchCommand extends JarCommand {

    @Parameters(
            paramLabel = "HOST:PORT",
            description = "the address of the live figures that the run prints, without http:// and /metrics")
    private String server;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "time between two readings (default: 1s on a terminal, 10s otherwise)")
    private Optional<Duration> interval = Optional.empty();

    @Override
    public Integer call() throws RemoteRun.Unreadable, InterruptedException {
        require(
                isServer(server),
                "HOST:PORT must be a host and a port, such as 127.0.0.1:9464 or [::1]:9464: " + server);
        require(
                interval.filter(time -> time.compareTo(Duration.ofSeconds(1)) < 0)
                        .isEmpty(),
                "--interval must be at least 1s");
        Narrator narrator = Narrator.onStandardOutput(interval);
        RunWatch.Pause pause =
                () -> TimeUnit.NANOSECONDS.sleep(narrator.period().toNanos());
        new RunWatch(new RemoteRun(server), narrator::live, narrator::say, pause).untilItEnds();
        return 0;
    }

    private static boolean isServer(String text) {
        try {
            URI uri = URI.create("http://" + text);
            return uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getRawUserInfo() == null
                    && uri.getRawAuthority().equals(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
