package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import wse.report.ReportFiles;

class RunsCommandTest {

    private static final Path EXAMPLE = Path.of("docs/example/results.json");

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** The example at another time, with a name. */
    private void run(String directory, String time, String name) throws IOException {
        String text = Files.readString(EXAMPLE)
                .replaceFirst("\"started_at\" : \"[^\"]*\"", "\"started_at\" : \"" + time + "\"")
                .replaceFirst("\"config\" : \\{", "\"config\" : {\n    \"wse.name\" : \"" + name + "\",");
        Files.writeString(Files.createDirectories(dir.resolve(directory)).resolve(ReportFiles.RESULTS), text);
    }

    @Test
    void shouldListTheRunsOldestFirst() throws IOException {
        run("a", "2026-11-27T10:00:00Z", "tuned");
        run("b", "2026-11-26T09:30:59Z", "baseline");
        Files.createSymbolicLink(dir.resolve(ReportFiles.LATEST), Path.of("a"));

        assertThat(execute("runs", dir.toString())).isZero();

        assertThat(out.toString()).contains("2 runs of 1 test.");
        assertThat(out.toString().lines().filter(line -> line.contains("Connection Storm")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("b ")
                                .contains("baseline  Connection Storm  2026-11-26 09:30  Best accept rate "),
                        second -> assertThat(second).startsWith("a ").contains("tuned  ", "2026-11-27 10:00"));
    }

    @Test
    void shouldWriteAPageWithOneChartForEachFigure() throws IOException {
        run("a", "2026-11-27T10:00:00Z", "main");
        run("b", "2026-11-28T10:00:00Z", "main");
        Path page = dir.resolve("pages/runs.html");

        assertThat(execute("runs", dir.toString(), "--html", page.toString())).isZero();

        assertThat(page)
                .content()
                .contains("Connection Storm: Accept rate", "Connection Storm: Ready p99", "2 runs of 1 test.");
        assertThat(out.toString()).endsWith("  page      " + page + System.lineSeparator());
    }

    @Test
    void shouldNameRunsThatCannotBeRead() throws IOException {
        run("a", "2026-11-27T10:00:00Z", "main");
        Path broken = Files.createDirectories(dir.resolve("broken")).resolve(ReportFiles.RESULTS);
        Files.writeString(broken, "{}");

        assertThat(execute("runs", dir.toString())).isZero();

        assertThat(out.toString()).contains("1 run of 1 test.").contains("broken");
    }

    @Test
    void shouldSayThatThereAreNoRuns() {
        assertThat(execute("runs", dir.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("the directory must contain the directories of runs: " + dir);
    }
}
