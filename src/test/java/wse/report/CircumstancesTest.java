package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.measure.RunResult;

class CircumstancesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wse.tls.insecure | true | The client accepted any certificate (wse.tls.insecure=true)",
                "wse.proxy | http://10.0.0.9:3128 | All connections went through the proxy http://10.0.0.9:3128"
            })
    void shouldBeInEveryReport(String key, String value, String sentence) {
        RunResult run = with(key, value);
        SuiteDocument suite = SuiteDocument.of(Suite.of(
                List.of(run, SuiteFilesTest.with(Runs.ping(), Runs.ping().startedAt(), run.config()))));

        assertThat(TextReport.render(run, false).replaceAll("\\s+", " ")).containsOnlyOnce(sentence);
        assertThat(MarkdownReport.render(run)).containsOnlyOnce(sentence);
        assertThat(HtmlReport.render(run)).containsOnlyOnce(sentence);
        assertThat(JunitReport.render(run, List.of())).containsOnlyOnce("<system-out>" + sentence);
        assertThat(SuiteMarkdown.render(suite)).containsOnlyOnce(sentence);
        assertThat(SuiteHtml.render(suite)).containsOnlyOnce(sentence);
        assertThat(JsonReport.parse(JsonReport.render(run)).config()).containsEntry(key, value);
    }

    @Test
    void shouldNotBeMentionedIfThereIsNothingToSay() {
        RunResult run = with("wse.tls.insecure", "false");

        assertThat(Circumstances.of(run)).isEmpty();
        assertThat(JunitReport.render(run, List.of())).doesNotContain("</system-out>");
    }

    private static RunResult with(String key, String value) {
        RunResult storm = Runs.storm();
        Map<String, String> config = new HashMap<>(storm.config());
        config.put(key, value);
        return SuiteFilesTest.with(storm, storm.startedAt(), config);
    }
}
