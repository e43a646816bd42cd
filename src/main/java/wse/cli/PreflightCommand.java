package wse.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import wse.config.Compression;
import wse.dialect.DialectContext;
import wse.preflight.ClientHeap;
import wse.preflight.Finding;
import wse.preflight.FixScript;
import wse.preflight.MachineLimits;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;
import wse.preflight.PreflightNeeds.Adjustment;
import wse.preflight.PreflightNeeds.Layout;
import wse.preflight.PreflightNeeds.Pace;
import wse.preflight.PreflightNeeds.Traffic;
import wse.preflight.SourceAddresses;
import wse.run.crew.MachineCheck;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;
import wse.text.Terminal;

/** {@code wse-stress preflight}: compares what a tier needs with what this machine allows. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares what a tier needs with what this machine allows: file descriptors, ports, queues, memory, CPU, time. Says how"
                    + " many processes, source addresses and machines are needed. Changes nothing and opens no connection.",
            "",
            "OK: enough. WARN: works, but the results may suffer. FAIL: cannot work. Each line shows its arithmetic, and the"
                    + " remedy if one is needed. The exit code is 1 if anything is FAIL.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  java -jar wse-stress.jar preflight --connections 20000",
            "  java -jar wse-stress.jar preflight --connections 500000 --servers 30",
            "  java -jar wse-stress.jar preflight --connections 10000000 --agents 40 --remote",
            "  java -jar wse-stress.jar preflight --connections 100000 --fix > fix.sh",
            "  # read fix.sh, then run it in this shell: . ./fix.sh"
        })
public final class PreflightCommand extends JarCommand {

    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = "--connections",
            required = true,
            paramLabel = "N",
            description = "number of connections of the largest tier, on all machines together")
    private int connections;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "number of machines like this one (default: ${DEFAULT-VALUE}); if more than one, the server is on another")
    private int agents;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "number of client processes on each machine; 0: as few as possible (default: ${DEFAULT-VALUE})")
    private int processes;

    @Option(
            names = "--servers",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "number of processes of the server if it is on this machine; 0: as many as the reference server needs"
                            + " (default: ${DEFAULT-VALUE})")
    private int servers;

    @Option(
            names = {"--sources", "--source-addresses"},
            paramLabel = "ADDRESSES",
            description = "source addresses, such as 127.0.0.2-127.0.0.27 or 10.0.0.0/28 (default: on Linux as many"
                    + " loopback addresses as needed, otherwise the system's choice)")
    private Optional<String> sources = Optional.empty();

    @Option(names = "--local", description = "the server is the embedded one, on this machine (the default)")
    private boolean local;

    @Option(names = "--remote", description = "the server is on another machine (the default with several --agents)")
    private boolean remote;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "host of the server, or several hosts separated by commas; decides whether it is on this machine")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5006",
            description = "port of the server (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "0",
            description = "largest number of handshakes under way at once; 0: no limit (default: ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "new connections per second; 0: as fast as possible (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--ping-interval",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "time between two pings of a connection, such as 20s (default: the test sends none)")
    private Duration pingInterval;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "netty",
            description = "netty or gatling, which always has one process (default: ${DEFAULT-VALUE})")
    private EngineName engine;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            defaultValue = ReferenceServer.DIALECT,
            description = "protocol of the server; its idle time-out limits the ramp (default: ${DEFAULT-VALUE})")
    private String dialect;

    @Option(
            names = "--compression",
            paramLabel = "OFFER",
            defaultValue = "off",
            converter = Offer.class,
            description = "what the client offers, as in wse.compression (default: ${DEFAULT-VALUE})")
    private Compression compression;

    @Option(
            names = "--fix",
            description = "print the remedies as a POSIX shell script instead; nothing is changed until you run it")
    private boolean fix;

    /** The names that {@code wse.engine} accepts. */
    enum EngineName {
        NETTY(ClientHeap.NETTY),
        GATLING(ClientHeap.GATLING);

        private final ClientHeap heap;

        EngineName(ClientHeap heap) {
            this.heap = heap;
        }
    }

    /** Reads an offer in the same form as the setting. */
    static final class Offer implements ITypeConverter<Compression> {

        @Override
        public Compression convert(String value) {
            try {
                return Compression.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "must be off or permessage-deflate, optionally with parameters of RFC 7692, but was " + value);
            }
        }
    }

    @Override
    public Integer call() {
        requireSense();
        PreflightNeeds needs = needs();
        MachineLimits limits = MachineLimits.ofThisMachine(needs);
        List<Finding> findings = Preflight.check(needs, limits);
        print(
                fix
                        ? FixScript.of(findings)
                        : PreflightTable.of(Preflight.sizing(needs, limits), findings, Terminal.showsColours()));
        return Preflight.firstFailure(findings).isPresent() ? 1 : 0;
    }

    private void requireSense() {
        atLeast(1, "--connections", connections);
        atLeast(1, "--agents", agents);
        require(agents <= connections, "--agents must be at most --connections: --agents=" + agents);
        atLeast(0, "--processes", processes);
        atLeast(0, "--servers", servers);
        atLeast(0, "--window", window);
        require(rate >= 0, "--rate must be at least 0: --rate=" + rate);
        require(
                pingInterval == null || !pingInterval.isZero(),
                "--ping-interval must be at least 1ms: --ping-interval=0s");
        require(port >= 1 && port <= 65_535, "--port must be 1 to 65535: --port=" + port);
        require(!local || !remote, "--local and --remote exclude each other: leave one out");
        require(
                host.isEmpty() || !(local || remote),
                "--host already tells where the server is: leave out --local and --remote");
        require(!local || agents == 1, "--agents must be 1 with --local: --agents=" + agents);
    }

    private void atLeast(int least, String name, int value) {
        require(value >= least, name + " must be at least " + least + ": " + name + "=" + value);
    }

    private PreflightNeeds needs() {
        List<InetSocketAddress> targets = host.map(this::resolved).orElse(List.of());
        boolean elsewhere = remote || (host.isEmpty() && agents > 1);
        int each = engine == EngineName.GATLING ? 1 : processes;
        return PreflightNeeds.of(List.of(connections), 0, window, sourceAddresses(), targets, engine.heap)
                .withPace(new Pace(window, rate, idleTimeout()))
                .withLayout(new Layout(agents, each, servers, elsewhere))
                .withTraffic(traffic())
                .withDeflate(MachineCheck.deflate(compression));
    }

    /** All addresses of all hosts: each of them can use every local port once more. */
    private List<InetSocketAddress> resolved(String names) {
        return Stream.of(names.split(",", -1))
                .map(String::strip)
                .flatMap(this::addresses)
                .distinct()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private Stream<InetAddress> addresses(String name) {
        require(!name.isEmpty(), "--host must be one host or several, separated by commas: --host=" + host.orElse(""));
        try {
            return Stream.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            require(false, "the host name cannot be resolved: --host=" + name);
            return Stream.empty();
        }
    }

    private Traffic traffic() {
        return pingInterval == null
                ? Traffic.NONE
                : new Traffic(
                        connections * NANOS_PER_SECOND / pingInterval.toNanos(),
                        0,
                        Adjustment.ByInterval.within(idleTimeout()));
    }

    /** The time after which the server drops a silent connection; empty if it never does. */
    private Optional<Duration> idleTimeout() {
        DialectContext context = DialectContext.at(Instant.now()).withSecret(ServerOptions.PUBLISHED_SECRET);
        return Main.dialects(List.of()).create(dialect, context).idleTimeout();
    }

    private List<String> sourceAddresses() {
        return sources.map(given -> SourceAddresses.parse(given).addresses()).orElse(List.of());
    }
}
