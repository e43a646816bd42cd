package wse.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wse.preflight.ClientHeap;
import wse.preflight.Finding;
import wse.preflight.Finding.Level;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;

/** {@code wse-stress preflight}: what this machine allows against what a tier needs. */
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares what a tier needs with what this machine allows: descriptors, ports, queues, memory. Changes"
                        + " nothing and opens no connection. Exit code 1 if the tier cannot work.",
        footer = {
            "",
            "Examples:",
            "  java -jar wse-stress.jar preflight --connections 20000",
            "  java -jar wse-stress.jar preflight --connections 100000 --fix > fix.sh"
        })
public final class PreflightCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--connections", required = true, paramLabel = "N", description = "of the largest tier")
    private int connections;

    @Option(
            names = "--source-addresses",
            split = ",",
            paramLabel = "ADDRESS",
            description = "local addresses to connect from (the system's choice)")
    private List<String> sourceAddresses = List.of();

    @Option(names = "--host", paramLabel = "HOST", description = "of the server (the embedded one)")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5006",
            description = "of the server (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "0",
            description = "handshakes in flight at most (${DEFAULT-VALUE}: no bound)")
    private int window;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "netty",
            description = "netty or gatling (${DEFAULT-VALUE})")
    private EngineName engine;

    @Option(names = "--fix", description = "print a shell script of the remedies instead of the table")
    private boolean fix;

    /** As {@code wse.engine} names them. */
    enum EngineName {
        NETTY(ClientHeap.NETTY),
        GATLING(ClientHeap.GATLING);

        private final ClientHeap heap;

        EngineName(ClientHeap heap) {
            this.heap = heap;
        }
    }

    @Override
    public Integer call() {
        require(connections >= 1, "--connections must be at least 1: --connections=" + connections);
        require(window >= 0, "--window must be at least 0: --window=" + window);
        require(port >= 1 && port <= 65_535, "--port must be 1 to 65535: --port=" + port);
        InetSocketAddress target = host == null ? null : new InetSocketAddress(host, port);
        require(target == null || !target.isUnresolved(), "--host must be a known host: --host=" + host);
        List<Finding> findings = Preflight.check(
                PreflightNeeds.of(List.of(connections), 0, window, sourceAddresses, target, engine.heap));
        spec.commandLine().getOut().print(fix ? script(findings) : table(findings));
        spec.commandLine().getOut().flush();
        return Preflight.firstFailure(findings).isPresent() ? 1 : 0;
    }

    private void require(boolean met, String rule) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    static String table(List<Finding> findings) {
        StringBuilder table = new StringBuilder();
        for (Finding finding : findings) {
            table.append(String.format("%-5s %-21s %s%n", finding.level(), finding.name(), finding.arithmetic()));
            if (finding.level() != Level.OK) {
                table.append(String.format("%-27s -> %s: %s%n", "", finding.remedy(), finding.command()));
            }
        }
        return table.toString();
    }

    /** Settings of ours stand in it as comments: they belong to the test's own command line. */
    static String script(List<Finding> findings) {
        StringBuilder script = new StringBuilder("# Source it in the shell that will start the test:  . ./fix.sh\n");
        findings.stream().filter(finding -> finding.level() != Level.OK).forEach(finding -> {
            script.append("\n# ")
                    .append(finding.level())
                    .append(' ')
                    .append(finding.name())
                    .append(": ");
            script.append(finding.arithmetic())
                    .append("\n# ")
                    .append(finding.remedy())
                    .append('\n');
            script.append(finding.command().startsWith("-D") ? "# " : "")
                    .append(finding.command())
                    .append('\n');
        });
        return script.toString();
    }
}
