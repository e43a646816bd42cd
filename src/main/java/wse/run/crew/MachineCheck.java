package wse.run.crew;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.BadInputException;
import wse.config.Compression;
import wse.config.CompressionSettings;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.Settings;
import wse.config.TestKind;
import wse.dialect.Dialect;
import wse.preflight.ClientHeap;
import wse.preflight.DeflateMemory;
import wse.preflight.Finding;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;
import wse.preflight.PreflightNeeds.Adjustment;
import wse.preflight.SourceAddresses;
import wse.run.target.Target;
import wse.run.tiers.Tiers;
import wse.text.Units;
import wse.text.Words;

/** Compares the needs of a run with the limits of the machine before anything is started. */
public final class MachineCheck {

    private static final String WARNING = "[wse] warning: ";

    /** As wide as the text of a report. */
    private static final int WIDTH = 100;

    private MachineCheck() {}

    /**
     * Checks the machine, and prints the warnings and how many checks were passed.
     *
     * @param targets addresses that the run connects to; empty for the embedded server
     * @return the processes and addresses that the largest tier is distributed over
     * @throws BadInputException on the first limit that makes the run impossible
     */
    public static Spread require(Config config, List<InetSocketAddress> targets) {
        PreflightNeeds needs = needs(config, targets);
        if (config.crew().hasAgents() && !config.crew().isOfThisMachine()) {
            return Spread.overMachines(config, needs);
        }
        List<Finding> findings = Preflight.check(needs);
        Preflight.firstFailure(findings).ifPresent(sentence -> {
            throw new BadInputException("the largest tier is too large for this machine: " + sentence);
        });
        lines(findings).forEach(System.out::println);
        return Spread.of(config, needs);
    }

    /** Why the largest tier is too large for this machine; empty if it is not, or if other machines create the load. */
    public static Optional<String> failure(Config config, List<InetSocketAddress> targets) {
        return config.crew().hasAgents() && !config.crew().isOfThisMachine()
                ? Optional.empty()
                : Preflight.firstFailure(Preflight.check(needs(config, targets)));
    }

    /** What a user should know before the load begins. The command {@code preflight} shows every check. */
    static List<String> lines(List<Finding> findings) {
        List<Finding> warnings = findings.stream()
                .filter(finding -> finding.level() != Finding.Level.OK)
                .toList();
        int passed = findings.size() - warnings.size();
        return Stream.concat(
                        Stream.of("[wse] preflight: " + Units.counted(passed, "check") + " passed, "
                                + Units.counted(warnings.size(), "warning")),
                        warnings.stream().flatMap(MachineCheck::warning))
                .toList();
    }

    /** The cause, the remedy, and each command on a line of its own. */
    private static Stream<String> warning(Finding finding) {
        String cause = finding.name() + ": " + Words.sentences(finding.arithmetic());
        String remedy = finding.remedy().isEmpty() ? "" : " " + Words.sentences(finding.remedy());
        boolean hasCommands = !finding.cures().isEmpty() && !remedy.isEmpty();
        String text = cause + (hasCommands ? remedy.substring(0, remedy.length() - 1) + ":" : remedy);
        List<String> lines = Stream.concat(
                        Words.wrapped(text, WIDTH - WARNING.length()).stream(),
                        finding.cures().stream().map(cure -> "  " + cure.command()))
                .toList();
        return Stream.concat(
                Stream.of(WARNING + lines.get(0)),
                lines.stream().skip(1).map(line -> " ".repeat(WARNING.length()) + line));
    }

    /**
     * How fast connections are opened, and how long the first ones may have to wait for the last.
     *
     * @param window maximum number of handshakes in flight; 0 for no limit
     * @param idleTimeout time after which the server drops a silent connection; empty if it never does
     * @param keptAlive whether open connections are kept alive while the others are being opened
     */
    static PreflightNeeds.Pace pace(
            int window, double connectsPerSecond, Optional<Duration> idleTimeout, boolean keptAlive) {
        return new PreflightNeeds.Pace(window, connectsPerSecond, keptAlive ? Optional.empty() : idleTimeout);
    }

    /**
     * The addresses of this machine to connect from, with ranges and networks expanded; empty to let the system choose.
     *
     * @throws BadInputException if there are too many, or a range is wrong
     */
    public static List<String> sourceAddresses(Config config) {
        List<String> given = config.connect().sourceAddresses();
        try {
            return given.isEmpty()
                    ? given
                    : SourceAddresses.parse(String.join(",", given)).addresses();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("wse.sourceAddresses=" + String.join(",", given) + ": " + e.getMessage());
        }
    }

    private static PreflightNeeds needs(Config config, List<InetSocketAddress> targets) {
        boolean netty = config.get(Settings.ENGINE) == EngineKind.NETTY;
        Dialect dialect = Target.dialect(config);
        return PreflightNeeds.of(
                        config.tiers(),
                        config.get(Settings.WARM_UP),
                        window(config),
                        sourceAddresses(config),
                        targets,
                        netty ? ClientHeap.NETTY : ClientHeap.GATLING)
                .withPace(pace(
                        window(config),
                        config.connect().ratePerSecond(),
                        config.protocol().idleTimeout(),
                        netty
                                && config.protocol().keepsAlive()
                                && Tiers.largest(config, dialect, 0).keepsAliveWhileRamping()))
                .withLayout(new PreflightNeeds.Layout(
                        1, Spread.processes(config), config.target().serverProcesses(), false))
                .withTraffic(traffic(config, dialect))
                .withDeflate(deflate(CompressionSettings.offered(config)));
    }

    /** What connections need if the server accepts the offer as it is, like the reference server. */
    public static DeflateMemory deflate(Compression offer) {
        return DeflateMemory.of(
                new DeflateMemory.Compressing(offer.keepsClientContext(), offer.clientWindowBits()),
                new DeflateMemory.Compressing(offer.keepsServerContext(), offer.serverWindowBits()));
    }

    /** The most handshakes that are ever under way; 0 for no limit. */
    private static int window(Config config) {
        return config.connect().window().of(largest(config));
    }

    private static int largest(Config config) {
        return config.tiers().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static PreflightNeeds.Traffic traffic(Config config, Dialect dialect) {
        double pings = Tiers.scheduledPingsPerSecond(config, dialect);
        double serverSeconds = config.target().serverPingInterval().toNanos() / 1e9;
        return new PreflightNeeds.Traffic(
                pings,
                pings > 0 && config.target().isEmbedded() ? largest(config) / serverSeconds : 0,
                config.test() == TestKind.PING_LATENCY
                        ? new Adjustment.ByRate()
                        : Adjustment.ByInterval.within(config.protocol().idleTimeout()));
    }
}
