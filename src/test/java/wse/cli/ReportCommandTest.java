package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.report.ReportFiles;

class ReportCommandTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldRenderTheReportsFromTheResultsAlone() throws IOException {
        Path runDir = dir.resolve("run");
        ReportFiles.write(run(), runDir);
        String html = Files.readString(runDir.resolve(ReportFiles.HTML));
        Path elsewhere = dir.resolve("elsewhere");

        int exit = execute(runDir.resolve(ReportFiles.RESULTS).toString(), "--out", elsewhere.toString());

        assertThat(exit).isZero();
        assertThat(Files.readString(elsewhere.resolve(ReportFiles.HTML))).isEqualTo(html);
        assertThat(out.toString()).contains("Accept rate (conn/s)").contains("1.23 ms");
    }

    @Test
    void shouldCheckTheResultsAgainstTheSchema() throws IOException {
        Path runDir = dir.resolve("run");
        ReportFiles.write(run(), runDir);
        Path file = runDir.resolve(ReportFiles.RESULTS);
        Files.delete(runDir.resolve(ReportFiles.HTML));

        assertThat(execute(runDir.toString(), "--check")).isZero();
        assertThat(out.toString()).isEqualTo(file + " conforms to wse-results/1" + System.lineSeparator());
        assertThat(runDir.resolve(ReportFiles.HTML)).doesNotExist();

        Files.writeString(file, Files.readString(file).replace("\"engine\"", "\"motor\""));
        assertThat(execute(file.toString(), "--check")).isEqualTo(1);
        assertThat(out.toString()).contains(file + " does not conform to wse-results/1:", "engine", "motor");
    }

    /** For example, the end of the file is missing, or a histogram cannot be read. */
    @Test
    void shouldAlsoSayWhatASchemaCannotExpress() throws IOException {
        Path file = Files.writeString(dir.resolve("results.json"), "{\n  \"test\" : ");
        assertThat(execute(file.toString(), "--check")).isEqualTo(1);
        assertThat(out.toString())
                .contains(file + " does not conform to wse-results/1:")
                .contains("  results must be JSON: there is an error in line 2, column ");

        String results = Files.readString(Path.of("docs/example/results.json"));
        Files.writeString(file, results.replaceFirst("\"histogram\" : \"HIST[^\"]{9}", "\"histogram\" : \"HIST"));
        assertThat(execute(file.toString(), "--check")).isEqualTo(1);
        assertThat(out.toString()).contains("  results must ");
    }

    @Test
    void shouldSayInOneSentenceThatThereAreNoResults() {
        int exit = execute(dir.resolve("nothing.json").toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("RESULTS_JSON must be a readable file");
    }

    @Test
    void shouldSayInOneSentenceThatTheFileContainsSomethingElse() throws IOException {
        Path file = Files.writeString(dir.resolve("other.json"), "{\"a\":1}");

        assertThat(execute(file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("wse-results/1").hasLineCount(1);
    }

    @Test
    void shouldSayInOneSentenceThatTheFileIsNotText() throws IOException {
        Path file = Files.write(dir.resolve("results.json"), new byte[] {'{', (byte) 0xff});

        assertThat(execute(file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("must be text in UTF-8").hasLineCount(1);
    }

    @Test
    void shouldNotReadAFileThatNoRunHasWritten() throws IOException {
        Path file = dir.resolve("results.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(300L << 20);
        }

        assertThat(execute(file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("RESULTS_JSON must not be larger than 256 MiB");
    }

    @Test
    void shouldSayWhichFileCouldNotBeWritten() throws IOException {
        ReportFiles.write(run(), dir.resolve("run"));
        Path file = Files.createFile(dir.resolve("file"));

        int exit = execute(dir.resolve("run").toString(), "--out", file.toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith(file.resolve("report.md") + " could not be written: ")
                .hasLineCount(1);
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(prepend(arguments));
    }

    private static String[] prepend(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "report";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    private static RunResult run() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 50);
        Histogram connect = LatencyRecorder.newHistogram();
        connect.recordValueWithCount(1_234, 50);
        TierMeasurement measured = new TierMeasurement(
                50,
                outcomes,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(LatencyKind.CONNECT, connect),
                Duration.ofMillis(500),
                Duration.ofMillis(500));
        TierResult tier = new TierResult(
                new TierShape.Storm(50),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
        return new RunResult(
                TestKind.CONNECTION_STORM,
                "S",
                "netty",
                Instant.EPOCH,
                Map.of(),
                new RunResult.Machine("os", "cpu", 2, 1L << 30, "17", null, null),
                new RunResult.Target("127.0.0.1", 5006, "unknown"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(tier),
                Optional.empty());
    }
}
