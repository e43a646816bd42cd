package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.TestKind;

class ReportFilesTest {

    @TempDir
    Path out;

    @Test
    void shouldPointLatestToTheNewestRun() throws IOException {
        ReportFiles.write(Runs.storm(), out.resolve("first"));
        ReportFiles.write(Runs.hold(), out.resolve("second"));

        assertThat(out.resolve("latest").toRealPath())
                .isEqualTo(out.resolve("second").toRealPath());
        String json = Files.readString(out.resolve("latest").resolve(ReportFiles.RESULTS));
        assertThat(JsonReport.parse(json).test()).isEqualTo(TestKind.SUSTAINED_HOLD);
    }

    @Test
    void shouldLeaveNoIncompleteFiles() throws IOException {
        ReportFiles.write(Runs.storm(), out.resolve("run"));
        ReportFiles.write(Runs.storm(), out.resolve("run"));

        try (var files = Files.walk(out)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }
}
