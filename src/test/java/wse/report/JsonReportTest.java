package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;

class JsonReportTest {

    static Stream<RunResult> runs() {
        return Stream.of(Runs.storm(), Runs.ping(), Runs.hold(), Runs.bare());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldReadBackAnEqualRun(RunResult run) {
        String json = JsonReport.render(run);
        RunResult again = JsonReport.parse(json);

        assertThat(JsonReport.render(again)).isEqualTo(json);
        assertThat(again.equals(run)).isTrue();
    }

    @Test
    void shouldRefuseAnotherSchema() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReport.parse("{\"schema\":\"wse-results/9\"}"))
                .withMessageContaining("schema=wse-results/9");
    }

    @Test
    void shouldRefuseWhatIsNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReport.parse("no results"))
                .withMessageContaining("wse-results/1");
    }

    @Test
    void shouldLeaveOutWhatDoesNotApply() throws Exception {
        JsonNode tier =
                new ObjectMapper().readTree(JsonReport.render(Runs.storm())).at("/tiers/0");

        assertThat(tier.has("messages_sent")).isFalse();
        assertThat(tier.has("survival_percent")).isFalse();
        assertThat(tier.has("ping_outcomes")).isFalse();
        assertThat(tier.at("/latency_us/service").isMissingNode()).isTrue();
        assertThat(tier.at("/client").has("slip_ms_p99")).isFalse();
    }
}
