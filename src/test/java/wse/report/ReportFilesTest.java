package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    Path out;

    @Test
    void shouldPointLatestToTheNewestRun() throws IOException {
        point("first");
        point("second");

        assertThat(out.resolve("latest").toRealPath())
                .isEqualTo(out.resolve("second").toRealPath());
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).isEqualTo(Path.of("second"));
    }

    @Test
    void shouldReplaceALatestThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(out.resolve("latest"), Path.of("deleted"));

        point("run");

        assertThat(out.resolve("latest").toRealPath())
                .isEqualTo(out.resolve("run").toRealPath());
    }

    @Test
    void shouldSayWhichLatestIsInTheWay() throws IOException {
        Path inTheWay = Files.createDirectories(out.resolve("latest/copied")).getParent();

        assertThatIOException()
                .isThrownBy(() -> point("run"))
                .withMessageStartingWith(inTheWay + " still points elsewhere: ")
                .withMessageEndingWith("; delete it, and the next run creates it again");
        assertThat(out.resolve("latest/copied")).isDirectory();
        assertNothingElseIn(out);
    }

    private void point(String run) throws IOException {
        ReportFiles.pointLatestTo(Files.createDirectories(out.resolve(run)));
    }

    @Test
    void shouldWriteIntoADirectoryThatWasDeleted() throws IOException {
        ReportFiles.writeResults(Runs.storm(), out.resolve("all/run"));
        Files.delete(out.resolve("all/run/results.json"));
        Files.delete(out.resolve("all/run"));
        Files.delete(out.resolve("all"));

        ReportFiles.write(Runs.hold(), out.resolve("all/run"));

        assertThat(JsonReport.parse(Files.readString(out.resolve("all/run/results.json"))))
                .matches(Runs.hold()::equals);
        assertThat(names(out.resolve("all/run"))).containsExactlyInAnyOrder("results.json", "report.md", "report.html");
    }

    /** A page that cannot be replaced does not cost the results. */
    @Test
    void shouldNameTheFileThatCouldNotBeWritten() throws IOException {
        Path inTheWay =
                Files.createDirectories(out.resolve("run/report.md/full")).getParent();

        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(Runs.storm(), out.resolve("run")))
                .withMessageStartingWith(inTheWay + " could not be written: ");
        assertThat(names(out.resolve("run"))).containsExactlyInAnyOrder("results.json", "report.md");
    }

    private static void assertNothingElseIn(Path directory) throws IOException {
        assertThat(names(directory)).containsExactlyInAnyOrder("latest", "run");
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
