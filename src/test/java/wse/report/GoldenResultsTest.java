package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.RunResult;
import wse.text.Words;

/**
 * Compares the results of every kind of run with files that were written before, so that no key of the contract changes
 * unnoticed. {@code -Dgolden.write=true} writes the files again.
 */
class GoldenResultsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/wse/report/golden");

    /** The runs, each with the name of its file. */
    static Stream<Arguments> runs() {
        List<RunResult> all = Runs.all().toList();
        return IntStream.range(0, all.size())
                .mapToObj(i -> Arguments.of(
                        Named.of("run", all.get(i)),
                        String.format("%02d-%s.json", i, all.get(i).test().label())));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("runs")
    void shouldWriteTheSameKeysAndValuesAsBefore(RunResult run, String name) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, JsonReport.render(run));
        }
        assertThat(JsonReport.render(run)).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"results-before-floods.json", "results-0.1.0.json"})
    void shouldStillRenderResultsOfOlderVersions(String name) throws IOException {
        String json = Files.readString(GOLDEN.resolveSibling(name));

        RunResult run = JsonReport.parse(json);

        assertThat(ResultsSchema.errors(json)).isEmpty();
        String answer = Conclusion.of(run).answer();
        assertThat(HtmlReport.render(run)).contains(Words.unbroken(answer));
        assertThat(MarkdownReport.render(run)).contains(answer);
        assertThat(JsonReport.parse(JsonReport.render(run))).isEqualTo(run);
    }
}
