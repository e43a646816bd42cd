package wse.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import wse.cluster.ClusterMember;
import wse.cluster.ClusterOptions;
import wse.cluster.ClusterSecret;
import wse.cluster.MemberEnd;
import wse.cluster.Seeds;
import wse.preflight.SourceAddresses;
import wse.report.WholeFile;
import wse.run.crew.Agent;
import wse.run.crew.AllowedTargets;

/** {@code wse-stress agent}: lends this machine to runs that another machine leads, until it is stopped. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Creates load for runs that another machine starts, one run after another, until Ctrl-C or SIGTERM.",
            "A run waits for as many agents as its setting wse.agents says, and tells them what to do. An agent is one process;"
                    + " if it may not open enough files for its connections, start several.",
            "The run and its agents share a secret, which encrypts everything they say to each other. Give it in the environment"
                    + " variable WSE_CLUSTER_SECRET or with --secret-file. Processes with another secret are refused.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  # the same secret on all machines",
            "  export WSE_CLUSTER_SECRET=\"$(openssl rand -base64 32)\"",
            "  # on each machine that creates load",
            "  java -jar wse-stress.jar agent --join 10.0.0.1:7800",
            "  # on the machine that starts the run, 10.0.0.1",
            "  mvn gatling:test -Dwse.engine=netty -Dwse.agents=3 \\",
            "    -Dwse.clusterAddress=10.0.0.1 -Dwse.host=10.0.0.9 \\",
            "    -Dgatling.simulationClass=wse.simulations.ConnectionStormSimulation"
        })
public final class AgentCommand extends JarCommand {

    private static final int HIGHEST_PORT = 65_535;

    /** Pause between two attempts to resolve a name that is not known yet. */
    private static final long LOOK_UP_SECONDS = 1;

    /** Time to write results that could not be delivered. */
    private static final long LAST_WORDS_SECONDS = 5;

    /** The longest time from SIGTERM to the end of the process. A container's grace period must be longer. */
    static final Duration LONGEST_END = ClusterMember.LONGEST_CLOSE.plusSeconds(LAST_WORDS_SECONDS);

    /** A year, in minutes: longer than anybody waits. */
    private static final String FOR_EVER = "525600m";

    private final CountDownLatch written = new CountDownLatch(1);

    /** Whether a result could neither be delivered nor saved. Used by the thread that serves. */
    private boolean lostResults;

    @Option(
            names = "--join",
            required = true,
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "the run's wse.clusterAddress and wse.clusterPort, or the address and port of another agent. A"
                            + " name is looked up repeatedly, and all its addresses are tried, so that a headless service of"
                            + " Kubernetes works")
    private List<String> join;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of this agent in reports (default: the machine's name)")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "address of this machine at which the run and other agents can reach it (default: the one that leads to HOST)")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "port to listen on (default: any free one). If --join is a name that stands for all agents, it must be the"
                            + " port in --join")
    private int port;

    @Option(
            names = "--source-addresses",
            paramLabel = "ADDRESSES",
            description =
                    "addresses of this machine to connect from, such as 10.0.0.2-10.0.0.5 (default: what the run says,"
                            + " otherwise the system's choice)")
    private Optional<String> sources = Optional.empty();

    @Option(
            names = "--allow-target",
            split = ",",
            paramLabel = "CIDR[:PORT]",
            description = "servers that runs may put under load with this agent: addresses or networks, optionally with"
                    + " a port, such as 10.0.0.0/24, 203.0.113.9:443 or [fd00::/8]:443 (default: loopback"
                    + " and private addresses)")
    private List<String> allowTarget = AllowedTargets.DEFAULT;

    @Option(
            names = "--plugins",
            split = ",",
            paramLabel = "PATH",
            description =
                    "jars and directories in which to look for further protocols (wse.dialect). Jars in the directory of this"
                            + " program's jar are found anyway")
    private List<Path> plugins = List.of();

    @Option(names = "--once", description = "end after one run, with exit code 1 if it was not completed")
    private boolean once;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = FOR_EVER,
            converter = TimeSpan.class,
            description = "how long to wait for a run before ending with exit code 1 (default: a year)")
    private Duration patience;

    @Option(
            names = "--keep",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "directory for results that could not be delivered to the run (default: the current one)")
    private Path keep;

    @Mixin
    private SecretFile secretFile = new SecretFile();

    @Override
    public Integer call() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        require(
                Files.isDirectory(keep) && Files.isWritable(keep),
                "--keep must be a directory that results can be written to: --keep=" + keep);
        AllowedTargets targets = AllowedTargets.parse(allowTarget);
        List<InetSocketAddress> seeds = join.stream().map(this::seed).toList();
        Optional<InetAddress> here =
                address.isPresent() ? Optional.of(InetAddress.getByName(address.get())) : towards(seeds, deadlineNanos);
        if (here.isEmpty()) {
            say("no name could be resolved within " + patience.toSeconds() + " s: " + new Seeds(seeds));
            return 1;
        }
        Agent agent = new Agent(
                options(seeds, here.get()), sourceAddresses(), targets, patience, Main.dialects(plugins), this::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> takeLeave(agent), "wse-farewell"));
        while (true) {
            Agent.Ended ended = agent.serveOne();
            for (String result : ended.undelivered()) {
                keep(result);
            }
            say(ended.end().sentence());
            if (agent.isLeaving()) {
                written.countDown();
                return 1;
            }
            if (once || ended.end().cause() == MemberEnd.Cause.NO_COORDINATOR) {
                return ended.end().isRunOver() && !lostResults ? 0 : 1;
            }
        }
    }

    /** Leaves the cluster properly, so that the run notices at once, and writes results that could not be delivered. */
    private void takeLeave(Agent agent) {
        agent.leave();
        try {
            if (!written.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                say("ended before all results were written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(String result) {
        try {
            Path file =
                    WholeFile.create(keep, "wse-agent-result-" + Instant.now().toEpochMilli(), ".json", result);
            say("a result could not be delivered to the run; it was saved to " + file.toAbsolutePath());
        } catch (IOException e) {
            lostResults = true;
            say("a result is lost: it could neither be delivered to the run nor saved to --keep=" + keep + " ("
                    + WholeFile.reason(e) + ")");
        }
    }

    private void say(String line) {
        System.out.println("[agent] " + line);
        System.out.flush();
    }

    private ClusterOptions options(List<InetSocketAddress> seeds, InetAddress here) {
        return new ClusterOptions(name(here), here, port, new Seeds(seeds), secret(), ClusterOptions.DEFAULT_SILENCE);
    }

    /** A seed; unresolved if it is a name. */
    private InetSocketAddress seed(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        require(
                colon > 0
                        && digits.matches("\\d{1,5}")
                        && Integer.parseInt(digits) >= 1
                        && Integer.parseInt(digits) <= HIGHEST_PORT,
                "--join must be a host and a port of 1 to 65535, such as 10.0.0.1:7800: --join=" + text);
        String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
        int number = Integer.parseInt(digits);
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        InetSocketAddress seed =
                literal ? new InetSocketAddress(host, number) : InetSocketAddress.createUnresolved(host, number);
        require(!literal || !seed.isUnresolved(), "--join must be a name or an IP address: --join=" + text);
        return seed;
    }

    /**
     * The local address that packets to a seed are sent from; waits until the name of a seed can be resolved, and returns
     * nothing if none can be resolved in time.
     */
    private Optional<InetAddress> towards(List<InetSocketAddress> seeds, long deadlineNanos)
            throws SocketException, InterruptedException {
        Optional<InetSocketAddress> known = known(seeds);
        if (known.isEmpty()) {
            say("waiting until a name can be resolved: " + new Seeds(seeds));
        }
        while (known.isEmpty()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return Optional.empty();
            }
            TimeUnit.SECONDS.sleep(LOOK_UP_SECONDS);
            known = known(seeds);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            // Sends nothing: the system only chooses a route.
            socket.connect(known.get());
            return Optional.of(socket.getLocalAddress());
        }
    }

    private static Optional<InetSocketAddress> known(List<InetSocketAddress> seeds) {
        return seeds.stream()
                .map(seed -> new InetSocketAddress(seed.getHostString(), seed.getPort()))
                .filter(seed -> !seed.isUnresolved())
                .findFirst();
    }

    private String name(InetAddress here) {
        return name.orElseGet(() -> hostName(here));
    }

    private static String hostName(InetAddress here) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return here.getHostAddress();
        }
    }

    private ClusterSecret secret() {
        Optional<String> text = secretFile.secretOr("WSE_CLUSTER_SECRET");
        require(
                text.isPresent(),
                "an agent needs the run's secret: export WSE_CLUSTER_SECRET, created once by openssl rand -base64 32, or give"
                        + " --secret-file");
        return ClusterSecret.of(text.orElseThrow());
    }

    private List<String> sourceAddresses() {
        return sources.map(given -> SourceAddresses.parse(given).addresses()).orElse(List.of());
    }
}
