package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    @Test
    void shouldWrite() throws Exception {
        for (var run : java.util.List.of(Runs.storm(), Runs.ping(), Runs.hold())) {
            Path dir = Path.of("target/report-look");
            Files.createDirectories(dir);
            String html = HtmlReport.render(run);
            Files.writeString(dir.resolve(run.test() + ".html"), html);
            assertThat(html).contains("canvas");
        }
    }
}
