package wse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import wse.config.MessageForm;
import wse.config.ReadMode;
import wse.server.ReferenceServer;
import wse.server.ServerGroup;
import wse.server.ServerOptions;
import wse.server.Transport;

/** {@code wse-stress server}: runs the reference server until it is stopped. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the reference WSE server until Ctrl-C or SIGTERM.",
            "It speaks WSE at ws://HOST:PORT/wse, takes HS256 tokens of issuer and audience wse-bench (cookie access_token"
                    + " or Authorization: Bearer), and serves its counters as Prometheus text on the loopback address.",
            "What it does with messages, beside answering pings, a connection chooses in its upgrade's query:",
            "  duty=none  counts them (the default)",
            "  duty=echo  counts them, and sends each back as it came",
            "  duty=send  sends the first one again and again until the next application ping, whose PONG ends the copies"
        },
        footer = {
            "",
            "The secret comes from the environment variable WSE_SECRET or from --secret-file, else it is the published"
                    + " suite's, which everyone knows.",
            "",
            "Examples:",
            "  java -jar wse-stress.jar server --port 5006",
            "  curl http://127.0.0.1:6006/metrics",
            "  mvn gatling:test -Dwse.host=127.0.0.1 -Dwse.port=5006 \\",
            "    -Dgatling.simulationClass=wse.simulations.ConnectionStormSimulation",
            "  java -jar wse-stress.jar server --port 5006 --processes 27    # half a million connections",
            "  WSE_SECRET=… java -jar wse-stress.jar server --form 2.5.1 --read count --loops 1"
        })
public final class ServerCommand implements Callable<Integer> {

    /** Where the counters are unless told: as far above the server's own port. */
    private static final int METRICS_PORT_OFFSET = 1000;

    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5006",
            description = "0 for a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (${DEFAULT-VALUE}); 0.0.0.0 opens it to the network")
    private String host;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "of the counters; 0 for a free one (PORT + 1000, or a free one if that is none)")
    private Integer metricsPort;

    @Option(
            names = "--form",
            paramLabel = "VERSION",
            defaultValue = "2.0.0",
            description = "message form: 2.0.0 or 2.5.1 (${DEFAULT-VALUE})")
    private String form;

    @Option(
            names = "--read",
            paramLabel = "MODE",
            defaultValue = "parse",
            description = "parse: read every message to its end; count: frames and pings only (${DEFAULT-VALUE})")
    private ReadMode read;

    @Option(names = "--loops", paramLabel = "N", description = "event loops (one per core)")
    private Integer loops;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "that share the port, for more connections than one may have descriptors (${DEFAULT-VALUE}); the"
                            + " counters are on a port each, one after the other; --loops is of all together")
    private int processes;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, epoll, nio or io_uring (${DEFAULT-VALUE}: epoll, else nio)")
    private Transport transport;

    @Option(
            names = "--ping-interval",
            paramLabel = "TIME",
            defaultValue = "25s",
            converter = TimeSpan.class,
            description = "between keep-alive pings (${DEFAULT-VALUE})")
    private Duration pingInterval;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeSpan.class,
            description = "a connection that sent nothing for so long is closed (${DEFAULT-VALUE})")
    private Duration idleTimeout;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "refuse more, in each process (${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private int maxConnections;

    @Option(
            names = "--max-message-bytes",
            paramLabel = "N",
            defaultValue = "1048576",
            description = "close with 1009 on a longer message (${DEFAULT-VALUE})")
    private int maxMessageBytes;

    @Option(
            names = "--no-token-cache",
            description =
                    "validate each connection's token in full; else the verdict on a good token is remembered until"
                            + " it expires")
    private boolean noTokenCache;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "file whose first line is the secret")
    private Path secretFile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerOptions options = options();
        return processes == 1 ? serve(options) : serveByMany(options);
    }

    private int serve(ServerOptions options) throws InterruptedException {
        ReferenceServer server = ReferenceServer.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "wse-stop"));
        sayReady(server.port(), server.metricsUri().toString());
        // Nothing counts this down: a signal runs the hook, and the process ends with it.
        new CountDownLatch(1).await();
        return 0;
    }

    /** Ends when a signal comes, or with status 1 when the last process has gone by itself. */
    private int serveByMany(ServerOptions options) throws InterruptedException {
        ServerGroup group;
        try {
            group = ServerGroup.start(options);
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(processes);
        group.onLoss(loss -> {
            if (!stopping.get()) {
                System.err.println(loss);
            }
            running.countDown();
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.set(true);
                            group.close();
                        },
                        "wse-stop"));
        sayReady(group.port(), group.metricsUris().stream().map(URI::toString).collect(Collectors.joining(",")));
        running.await();
        return 1;
    }

    private void sayReady(int boundPort, String metrics) {
        System.out.println("wse-server ready: ws://" + host + ":" + boundPort + "/wse metrics=" + metrics + " form="
                + form + " (Ctrl-C stops it)");
    }

    private ServerOptions options() throws IOException {
        ServerOptions defaults = ServerOptions.defaults();
        int loopCount = loops != null ? loops : defaults.listen().loops();
        return new ServerOptions(
                new ServerOptions.Listen(host, port, metricsPort(), loopCount, processes, transport),
                new ServerOptions.Speech(MessageForm.of(form), read, secret(), !noTokenCache),
                new ServerOptions.Limits(pingInterval, idleTimeout, maxConnections, maxMessageBytes));
    }

    private int metricsPort() {
        if (metricsPort != null) {
            return metricsPort;
        }
        return port == 0 || port > HIGHEST_PORT - METRICS_PORT_OFFSET ? 0 : port + METRICS_PORT_OFFSET;
    }

    private String secret() throws IOException {
        if (secretFile != null) {
            return Files.readAllLines(secretFile).stream().findFirst().orElse("");
        }
        String variable = System.getenv("WSE_SECRET");
        return variable != null ? variable : ServerOptions.PUBLISHED_SECRET;
    }
}
