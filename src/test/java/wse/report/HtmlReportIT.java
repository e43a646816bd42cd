package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;

/** Opens the page in a real browser, to see whether its script draws all charts. */
class HtmlReportIT {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    Path dir;

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldDrawEveryChart(RunResult run) throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "skipped: none of " + BROWSERS + " is on the PATH, so no page can be loaded");
        int charts = Charts.of(run).size();

        String dom = load(browser.orElseThrow(), Files.writeString(dir.resolve("report.html"), HtmlReport.render(run)));

        assertThat(dom).contains("data-charts=\"" + charts + "\"").doesNotContain("data-error");
        assertThat(dom.split("<canvas", -1)).hasSize(charts + 1);
    }

    private String load(Path browser, Path page) throws IOException, InterruptedException {
        Path dom = dir.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--user-data-dir=" + dir.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the browser ends within a minute")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(dom);
    }

    private static Optional<Path> browser() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> BROWSERS.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
