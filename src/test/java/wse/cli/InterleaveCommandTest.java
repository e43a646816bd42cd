package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.report.ReportFiles;

/**
 * Each run is a shell script that notes its server and leaves the results of the example, with slower ones for port 2.
 */
class InterleaveCommandTest {

    private static final Path EXAMPLE = Path.of("docs/example/results.json");

    @TempDir
    Path dir;

    private Path out;
    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void prepare() throws IOException {
        out = dir.resolve("out");
        String text = Files.readString(EXAMPLE);
        Files.writeString(dir.resolve("1.json"), text);
        Files.writeString(dir.resolve("2.json"), text.replaceAll("\"ramp_seconds\" : 0", "\"ramp_seconds\" : 9"));
        Files.writeString(dir.resolve("run.sh"), """
                echo "$WSE_HOST:$WSE_PORT" | tee -a "$1/order"
                mkdir "$WSE_OUT/$(wc -l <"$1/order")"
                cp "$1/$WSE_PORT.json" "$WSE_OUT/$(wc -l <"$1/order")/%s"
                """.formatted(ReportFiles.RESULTS));
    }

    private int interleave(String... rest) {
        return Main.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(errors))
                .execute(Stream.concat(Stream.of("interleave", "--out", out.toString()), Stream.of(rest))
                        .toArray(String[]::new));
    }

    private String[] words(String options, String command) {
        return (options + " [::1]:1 b.example:2 -- " + command).split(" ");
    }

    @Test
    void shouldMeasureBothInTurnAndFindTheSlowerOne() throws IOException {
        int exit = interleave(words("--rounds 12", "sh " + dir.resolve("run.sh") + " " + dir));

        assertThat(exit).as(errors.toString()).isEqualTo(3);
        List<String> order = Files.readAllLines(dir.resolve("order"));
        assertThat(order).hasSize(24);
        assertThat(order.subList(0, 6))
                .containsExactly("::1:1", "b.example:2", "b.example:2", "::1:1", "::1:1", "b.example:2");
        assertThat(printed.toString())
                .contains("round 1 of 12: A ([::1]:1) took ")
                .contains("round 12 of 12: B (b.example:2) took ")
                .contains("worse")
                .contains("measured right before or after it");
        assertThat(out.resolve("compare.html")).exists();
        assertThat(out.resolve("round-2-b.log")).content().isEqualTo("b.example:2\n");
    }

    @Test
    void shouldEndIfARunLeavesNoResults() {
        int exit = interleave(words("--rounds 2", "false"));

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("this run left no results").contains("round-1-a.log");
    }

    @Test
    void shouldUseTheResultsOfARunThatFailed() throws IOException {
        Files.writeString(dir.resolve("run.sh"), "exit 5\n", StandardOpenOption.APPEND);

        int exit = interleave(words("--rounds 1", "sh " + dir.resolve("run.sh") + " " + dir));

        assertThat(exit).isEqualTo(4);
        assertThat(printed.toString()).contains("; exit code 5, see ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvn -Dwse.host=elsewhere", "mvn -Dwse.port=1", "mvn -Dwse.out=here"})
    void shouldRefuseACommandThatChoosesTheServerItself(String command) {
        assertThat(interleave(words("--rounds 1", command))).isEqualTo(2);
        assertThat(errors.toString()).contains("the command must not contain wse.host, wse.port or wse.out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", ":1", "::1", "fe80::1:5006", "[host]:1", "host:0", "host:65536", "host:http"})
    void shouldRefuseTextThatIsNotAServer(String server) {
        assertThat(interleave(server, "b:2", "--", "true")).isEqualTo(2);
        assertThat(errors.toString()).contains("a server must be given as HOST:PORT, such as 10.0.0.5:5006: " + server);
    }

    @Test
    void shouldNotMixItsResultsWithOthers() throws IOException {
        Files.createDirectories(out.resolve("a"));

        assertThat(interleave(words("--rounds 1", "true"))).isEqualTo(2);
        assertThat(errors.toString()).contains("--out must be a new or empty directory: --out=" + out);
    }
}
