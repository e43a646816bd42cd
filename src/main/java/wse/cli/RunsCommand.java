package wse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.report.RunHistory;
import wse.text.Terminal;

/** {@code wse-stress runs}: lists the runs that a directory keeps, and shows how their figures have changed. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the runs in a directory, oldest first, with the most important figure and the verdict of each. With"
                    + " --html, also writes a page with one chart for each figure of each test, over time.",
            "-Dwse.name names a run. In the charts, each name has its own lines."
        },
        footer = {"", "Example:", "  java -jar wse-stress.jar runs target/wse --html /tmp/runs.html"})
public final class RunsCommand extends JarCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "target/wse",
            description = "the directory of the runs, that is, their wse.out (default: target/wse)")
    private Path directory;

    @Option(names = "--html", paramLabel = "FILE", description = "file for the page with the charts (default: none)")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() throws IOException {
        RunHistory history = RunHistory.read(directory);
        print(history.text(Terminal.showsColours()));
        if (html.isPresent()) {
            history.writeHtml(html.get());
            print(System.lineSeparator() + "  page      " + html.get() + System.lineSeparator());
        }
        return 0;
    }
}
