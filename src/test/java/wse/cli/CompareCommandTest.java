package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import wse.report.ReportFiles;

class CompareCommandTest {

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

    /** A run of the example whose connections took twice as long in every tier. */
    private Path run(String name, boolean slow) throws IOException {
        String text = Files.readString(EXAMPLE);
        Path run = Files.createDirectories(dir.resolve(name));
        Files.writeString(run.resolve(ReportFiles.RESULTS), slow ? slowed(text) : text);
        return run;
    }

    private static String slowed(String text) {
        return text.replaceAll("\"ramp_seconds\" : 0", "\"ramp_seconds\" : 9");
    }

    @Test
    void shouldSayThatASingleRunIsNotEnough() throws IOException {
        int exit = execute(
                "compare",
                run("a", false).toString(),
                run("b", true).resolve(ReportFiles.RESULTS).toString());

        assertThat(exit).isEqualTo(4);
        assertThat(out.toString()).contains("Too few repeats to tell").contains("run with wse.repeat=");
    }

    @Test
    void shouldCompareDirectoriesOfRepeatsAndWriteThePages() throws IOException {
        for (int i = 0; i < 9; i++) {
            run("a/" + i, false);
            run("b/" + i, true);
        }
        Files.createSymbolicLink(dir.resolve("b/latest"), Path.of("8"));

        int exit =
                execute("compare", dir.resolve("a").toString(), dir.resolve("b").toString(), "--out", dir.toString());

        assertThat(exit).isEqualTo(3);
        assertThat(out.toString())
                .contains("B is worse than A in 5 of 15 figures")
                .contains("medians of 9 runs each");
        assertThat(dir.resolve("compare.md")).content().contains("B is worse than A in 5 of 15 figures");
        assertThat(dir.resolve("compare.html")).content().contains("B is worse than A in 5 of 15 figures");
        assertThat(execute(
                        "compare", dir.resolve("a").toString(), dir.resolve("a").toString()))
                .isZero();
    }

    /** With 15 figures, an interval needs twelve pairs. */
    @Test
    void shouldCompareRunsThatWereMeasuredInTurn() throws IOException {
        for (int i = 0; i < 12; i++) {
            run("a/" + i, false);
            run("b/" + i, true);
        }

        int exit = execute(
                "compare",
                "--paired",
                dir.resolve("a").toString(),
                dir.resolve("b").toString());

        assertThat(exit).isEqualTo(3);
        assertThat(out.toString()).contains("medians of 12 runs each", "measured right before or after it");
    }

    @Test
    void shouldRefuseToPairAllRunsIfOneSideHasMore() throws IOException {
        run("a/1", false);
        run("a/2", false);
        run("b/1", true);

        int exit = execute(
                "compare",
                "--paired",
                dir.resolve("a").toString(),
                dir.resolve("b").toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith(
                        "runs can be paired only if both sides have the same number: A has 2 of Connection Storm, B has 1")
                .hasLineCount(1);
    }

    /** The same command, run twice, puts both suites into the same wse.out. */
    @Test
    void shouldCompareSuitesThatShareADirectory() throws IOException {
        for (String suite : List.of("monday", "tuesday")) {
            Path results = run("1-" + suite, suite.equals("tuesday")).resolve(ReportFiles.RESULTS);
            String text = Files.readString(results);
            Files.writeString(
                    results,
                    text.replaceFirst("\"config\" : \\{", "\"config\" : {\n    \"wse.suiteId\" : \"" + suite + "\","));
            Files.createDirectory(dir.resolve("suite-" + suite));
        }
        Path latest = Files.createSymbolicLink(dir.resolve("latest-suite"), Path.of("suite-tuesday"));

        int exit = execute("compare", dir.resolve("suite-monday").toString(), latest.toString());

        assertThat(exit).isEqualTo(4);
        assertThat(out.toString())
                .contains("Too few repeats to tell: A has 1, B has 1,")
                .doesNotContain("wse.suiteId");
    }

    @Test
    void shouldSayInOneSentenceThatThereAreNoResults() {
        int exit = execute("compare", dir.toString(), dir.toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith(
                        "a comparison needs a results.json, the directory of a run or of a suite, or a directory of such"
                                + " directories: " + dir)
                .hasLineCount(1);
    }

    @Test
    void shouldNameTheFileThatContainsSomethingElse() throws IOException {
        Path other = Files.writeString(dir.resolve("results.json"), "{}");

        assertThat(execute("compare", EXAMPLE.toString(), other.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith(other + ": ").hasLineCount(1);
    }
}
