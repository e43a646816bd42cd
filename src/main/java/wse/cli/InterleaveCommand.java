package wse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.report.Comparison;
import wse.report.RunSet;
import wse.text.Units;

/** {@code wse-stress interleave}: measures two servers in turn, and compares them. */
@Command(
        name = "interleave",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same test against two servers in turn, and then compares their figures. If something disturbs"
                    + " the machine for a while, it affects both servers.",
            "Each run gets its server and its output directory through the environment: WSE_HOST, WSE_PORT, WSE_OUT.",
            "The exit code is that of the command compare: 0 if no figure of B is worse, 3 if one is, and 4 if the"
                    + " comparison is inconclusive."
        },
        footer = {
            "",
            "Example:",
            "  java -jar wse-stress.jar interleave 10.0.0.5:5006 10.0.0.6:5006 -- mvn \\",
            "    gatling:test \\",
            "    -Dgatling.simulationClass=wse.simulations.ThroughputSimulation"
        })
public final class InterleaveCommand extends ComparingCommand {

    private static final Pattern OWN_SETTINGS = Pattern.compile("-Dwse\\.(host|port|out)=.*");

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "the baseline server, as HOST:PORT",
            converter = Server.Text.class)
    private Server first;

    @Parameters(
            index = "1",
            paramLabel = "B",
            description = "the server to compare with it",
            converter = Server.Text.class)
    private Server second;

    @Parameters(index = "2..*", paramLabel = "COMMAND", arity = "1..*", description = "the command that starts a run")
    private List<String> command;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "number of runs against each server (default: ${DEFAULT-VALUE})")
    private int rounds = 12;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "new directory for the results and the comparison (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("target/interleaved");

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(rounds >= 1, "--rounds must be at least 1: --rounds=" + rounds);
        require(
                command.stream().noneMatch(word -> OWN_SETTINGS.matcher(word).matches()),
                "the command must not contain wse.host, wse.port or wse.out, because they differ from run to run");
        require(isNew(out), "--out must be a new or empty directory: --out=" + out);
        Path ofFirst = Files.createDirectories(out.resolve("a"));
        Path ofSecond = Files.createDirectories(out.resolve("b"));
        for (int round = 1; round <= rounds; round++) {
            boolean swapped = round % 2 == 0;
            run(round, swapped ? "B" : "A", swapped ? second : first, swapped ? ofSecond : ofFirst);
            run(round, swapped ? "A" : "B", swapped ? first : second, swapped ? ofFirst : ofSecond);
        }
        return compare(Comparison.ofPairs(RunSet.read(ofFirst), RunSet.read(ofSecond)), Optional.of(out));
    }

    private static boolean isNew(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private void run(int round, String side, Server server, Path results) throws IOException, InterruptedException {
        Path log = out.resolve("round-" + round + "-" + side.toLowerCase(Locale.ROOT) + ".log");
        print("round " + round + " of " + rounds + ": " + side + " (" + server + ") ");
        long start = System.nanoTime();
        int before = RunSet.count(results);
        int code = new TurnProcess(command, server, results, log).run();
        require(RunSet.count(results) > before, "this run left no results; see " + log);
        print("took " + Units.duration(Duration.ofNanos(System.nanoTime() - start)) + ending(code, log)
                + System.lineSeparator());
    }

    private static String ending(int code, Path log) {
        return code == 0 ? "" : "; exit code " + code + ", see " + log;
    }
}
