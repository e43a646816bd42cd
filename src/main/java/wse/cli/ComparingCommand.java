package wse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import wse.report.Comparison;
import wse.report.ComparisonReport;
import wse.text.Terminal;

/** Base of the commands that compare two sets of runs. */
abstract class ComparingCommand extends JarCommand {

    private static final int WORSE = 3;
    private static final int INCONCLUSIVE = 4;

    /**
     * Prints the comparison, and writes it as a page and as Markdown if a directory is given.
     *
     * @return the exit code
     */
    final int compare(Comparison comparison, Optional<Path> out) throws IOException {
        print(ComparisonReport.text(comparison, Terminal.showsColours()));
        if (out.isPresent()) {
            ComparisonReport.write(comparison, out.get());
            print(System.lineSeparator() + "  report    " + out.get().resolve(ComparisonReport.HTML)
                    + System.lineSeparator());
        }
        if (comparison.isWorse()) {
            return WORSE;
        }
        return comparison.isConclusive() ? 0 : INCONCLUSIVE;
    }
}
