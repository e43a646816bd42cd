package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;
import wse.measure.Verdict;

class GlossaryTest {

    private static List<String> terms(RunResult run) {
        return Glossary.of(run).stream().map(Glossary.Entry::term).toList();
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldExplainEveryVerdictAndEveryFigureOfTheClientThatThePageShows(RunResult run) {
        List<String> client = UsageTables.client(run).columns().stream()
                .map(Table.Column::name)
                .filter(name -> !name.equals("Connections") && !name.equals("Verdict"))
                .filter(name -> Variant.of(run).column().name().isEmpty()
                        || !name.equals(Variant.of(run).column().name()))
                .map(name -> name.replaceFirst(" (p99|max|total)$", ""))
                .toList();
        List<String> verdicts = Arrays.stream(Verdict.values())
                .filter(verdict -> run.tiers().stream().anyMatch(tier -> tier.verdict() == verdict))
                .map(Verdict::name)
                .toList();

        assertThat(terms(run))
                .containsAll(verdicts)
                .containsAll(UsageTables.client(run).isEmpty() ? List.of() : client);
    }

    @Test
    void shouldUseTheWordsOfTheTables() {
        assertThat(terms(Runs.ping()))
                .contains("closed", "open", "service", "response", "Accept rate", "Send delay", "VALID", "SUSPECT");
        assertThat(terms(FloodRuns.throughput())).contains("Confirmed", "Sent", "Blocked", "Loop CPU", "server-bound");
        assertThat(HtmlReport.render(Runs.ping())).contains("<dt>Send delay</dt><dd>How much later than scheduled");
    }

    @Test
    void shouldLeaveOutWordsThatThePageDoesNotContain() {
        assertThat(terms(Runs.storm())).contains("Accept rate").doesNotContain("closed", "open", "Alive", "Confirmed");
        assertThat(terms(FloodRuns.throughput())).doesNotContain("Alive", "Survival", "Echoed", "closed");
    }
}
