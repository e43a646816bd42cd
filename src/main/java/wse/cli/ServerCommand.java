package wse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import wse.config.MessageForm;
import wse.config.ReadMode;
import wse.server.ReferenceServer;
import wse.server.ServerDialect;
import wse.server.ServerGroup;
import wse.server.ServerOptions;
import wse.server.ServerTransport;
import wse.text.Hosts;

/** {@code wse-stress server}: runs the reference server until it is stopped. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the reference WSE server until Ctrl-C or SIGTERM.",
            "It speaks the WSE protocol at ws://HOST:PORT/wse. Its tokens are signed with HS256, with wse-bench as issuer and"
                    + " audience, in the cookie access_token or in the header Authorization: Bearer. Its counters are on the"
                    + " loopback address, in the format of Prometheus.",
            "Pings are always answered. The query of the upgrade request chooses what happens to other messages:",
            "  duty=none  they are counted (the default)",
            "  duty=echo  they are counted and sent back",
            "  duty=send  the first one is sent back again and again, until the next application ping is answered",
            "With --dialect echo it is a plain echo server: it asks for no token, accepts any path, and sends every"
                    + " text and binary message back."
        },
        footer = {
            "",
            "The secret comes from the environment variable WSE_SECRET or from --secret-file. Without either, it is the secret of"
                    + " the published test suite, which everyone knows; the server then listens only on the loopback"
                    + " address.",
            "",
            "Examples:",
            "  java -jar wse-stress.jar server --port 5006",
            "  curl http://127.0.0.1:6006/metrics",
            "  mvn gatling:test -Dwse.host=127.0.0.1 -Dwse.port=5006 \\",
            "    -Dgatling.simulationClass=wse.simulations.ConnectionStormSimulation",
            "  # an echo server at ws://127.0.0.1:9001/",
            "  java -jar wse-stress.jar server --port 9001 --dialect echo",
            "  # for half a million connections",
            "  java -jar wse-stress.jar server --port 5006 --processes 27",
            "  # with a secret of your own, and as fast as one event loop can be",
            "  WSE_SECRET=… java -jar wse-stress.jar server --read count --loops 1"
        })
public final class ServerCommand implements Callable<Integer> {

    /** Distance from the server's port to the default port of its counters. */
    private static final int METRICS_PORT_OFFSET = 1000;

    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5006",
            description = "port to listen on; 0: any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on; 0.0.0.0 opens the server to the network (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "port of the counters; 0: any free one (default: PORT + 1000, or a free one if PORT is 0 or too high)")
    private Optional<Integer> metricsPort = Optional.empty();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            defaultValue = "wse",
            description = "wse: the protocol of wse-server; echo: no protocol, every message is sent back (default:"
                    + " ${DEFAULT-VALUE})")
    private ServerDialect dialect;

    @Option(
            names = "--form",
            paramLabel = "VERSION",
            defaultValue = "2.0.0",
            description =
                    "version of wse-server whose message format is used: 2.0.0 or 2.5.1 (default: ${DEFAULT-VALUE})")
    private String form;

    @Option(
            names = "--read",
            paramLabel = "MODE",
            defaultValue = "parse",
            description =
                    "parse: decode every message; count: decode only pings and count the others (default: ${DEFAULT-VALUE})")
    private ReadMode read;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "number of event loops in all processes together (default: one per core)")
    private Optional<Integer> loops = Optional.empty();

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "1",
            description = "number of processes that share the port, for more connections than one process may open"
                    + " (default: ${DEFAULT-VALUE}); each has its own counters, on consecutive ports")
    private int processes;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "auto, epoll, nio or io_uring; auto: epoll if available, otherwise nio (default: ${DEFAULT-VALUE})")
    private ServerTransport transport;

    @Option(
            names = "--ping-interval",
            paramLabel = "TIME",
            defaultValue = "25s",
            converter = TimeSpan.class,
            description = "time between two keep-alive pings on a connection (default: ${DEFAULT-VALUE})")
    private Duration pingInterval;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeSpan.class,
            description = "a connection that has sent nothing for this time is closed (default: ${DEFAULT-VALUE})")
    private Duration idleTimeout;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "each process refuses more connections than this (default: ${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private int maxConnections;

    @Option(
            names = "--max-handshakes",
            paramLabel = "N",
            description =
                    "each process closes new connections while this many handshakes are pending, or half as many from"
                            + " the same address (default: ${DEFAULT-VALUE})",
            defaultValue = "65536")
    private int maxHandshakes;

    @Option(
            names = "--max-message-bytes",
            paramLabel = "N",
            description = "a longer message closes the connection with code 1009 (default: 1048576; with --dialect echo"
                    + " 67108864)")
    private Optional<Integer> maxMessageBytes = Optional.empty();

    @Option(
            names = "--compression",
            description =
                    "compress messages for clients that offer permessage-deflate (RFC 7692), with the parameters that they ask for")
    private boolean compression;

    @Option(
            names = "--no-token-cache",
            description =
                    "check the signature of every connection's token; otherwise a good token is remembered until it expires")
    private boolean noTokenCache;

    @Option(
            names = "--allow-published-secret",
            description =
                    "listen beyond the loopback address with the secret of the published test suite, so that everyone"
                            + " who can reach the server can connect")
    private boolean allowsPublishedSecret;

    @Mixin
    private SecretFile secretFile = new SecretFile();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseIdleOptions();
        ServerOptions options = options();
        return processes == 1 ? serve(options) : serveByMany(options);
    }

    /** Options without effect are probably a mistake, so they are refused. */
    private void refuseIdleOptions() {
        List<String> idle = Stream.of("--form", "--secret-file", "--allow-published-secret", "--no-token-cache")
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .toList();
        if (dialect == ServerDialect.ECHO && !idle.isEmpty()) {
            throw new IllegalArgumentException("these options need --dialect wse: " + String.join(", ", idle)
                    + "; leave them out, because an echo server has no tokens and no messages of its own");
        }
    }

    private int serve(ServerOptions options) throws InterruptedException {
        ReferenceServer server = ReferenceServer.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "wse-stop"));
        sayReady(server.port(), server.metricsUri().toString());
        // Waits for ever: a signal runs the shutdown hook and ends the process.
        new CountDownLatch(1).await();
        return 0;
    }

    /** Runs until a signal arrives, or returns 1 when all processes have ended by themselves. */
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
        System.out.println("reference server ready: ws://" + Hosts.bracketed(host) + ":"
                + boundPort + dialect.path() + " metrics="
                + metrics + (dialect == ServerDialect.ECHO ? " dialect=echo" : " form=" + form)
                + " (Ctrl-C stops it)");
    }

    private ServerOptions options() throws IOException {
        ServerOptions defaults = ServerOptions.defaults();
        int loopCount = loops.orElse(defaults.listen().loops());
        return new ServerOptions(
                new ServerOptions.Listen(host, port, metricsPort(), loopCount, processes, transport, List.of()),
                new ServerOptions.Speech(dialect, MessageForm.of(form), read, secret(), !noTokenCache, compression),
                new ServerOptions.Limits(
                        pingInterval,
                        idleTimeout,
                        maxConnections,
                        maxMessageBytes(),
                        defaults.limits().handshakes().withMost(maxHandshakes)));
    }

    /** An echo server neither inflates nor decodes its messages, so it can accept larger ones. */
    private int maxMessageBytes() {
        return maxMessageBytes.orElse(
                dialect == ServerDialect.ECHO
                        ? ServerOptions.Limits.MOST_MESSAGE_BYTES
                        : ServerOptions.defaults().limits().maxMessageBytes());
    }

    private int metricsPort() {
        boolean hasNeighbour = port != 0 && port <= HIGHEST_PORT - METRICS_PORT_OFFSET;
        return metricsPort.orElse(hasNeighbour ? port + METRICS_PORT_OFFSET : 0);
    }

    private String secret() throws IOException {
        String secret = secretFile.secretOr("WSE_SECRET").orElse(ServerOptions.PUBLISHED_SECRET);
        if (dialect != ServerDialect.ECHO && !allowsPublishedSecret && secret.equals(ServerOptions.PUBLISHED_SECRET)) {
            requireLoopback();
        }
        return secret;
    }

    /** Everyone can sign tokens with the published secret. */
    private void requireLoopback() throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "a server that other machines can reach needs a secret of its own: --host="
                            + host + "; set WSE_SECRET or --secret-file, or allow the published secret with"
                            + " --allow-published-secret");
        }
    }
}
