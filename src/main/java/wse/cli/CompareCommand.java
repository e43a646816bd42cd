package wse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.report.Comparison;
import wse.report.RunSet;

/** {@code wse-stress compare}: what has changed between two sets of runs, and what is only noise. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares the figures of B with those of A. Repeats tell changes from noise: run both with"
                    + " wse.repeat=8 or more, or give directories with several runs each.",
            "The exit code is 0 if no figure is worse, 3 if one is, and 4 if the comparison is inconclusive, because there"
                    + " are too few repeats or the runs cannot be compared."
        },
        footer = {"", "Example:", "  java -jar wse-stress.jar compare runs/monday runs/tuesday --out /tmp/compare"})
public final class CompareCommand extends ComparingCommand {

    @Parameters(
            index = "0",
            paramLabel = "A",
            description =
                    "the baseline: the results.json of a run, its directory, a directory of runs, or the directory of a"
                            + " suite (suite-ID)")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "what to compare with A, given in the same way")
    private Path after;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "directory for compare.html and compare.md (default: none)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--paired",
            description =
                    "compare the first run of B with the first one of A, and so on, as the command interleave does;"
                            + " only for runs that were measured in turn")
    private boolean paired;

    @Override
    public Integer call() throws IOException {
        RunSet a = RunSet.read(before);
        RunSet b = RunSet.read(after);
        return compare(paired ? Comparison.ofPairs(a, b) : Comparison.of(a, b), out);
    }
}
