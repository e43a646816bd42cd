package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.RunResult;

/** Compares the published contract with the results that are really written. */
class ResultsSchemaTest {

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldAcceptEveryTestsResults(RunResult run) {
        assertThat(ResultsSchema.errors(JsonReport.render(run))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"attempts\" : 100,#\"attempts\" : 100, \"surprise\" : 1,",
                "\"verdict\" : \"VALID\"#\"verdict\" : \"FINE\"",
                "\"wse-results/1\"#\"wse-results/2\"",
                "\"connected\" : 100,#",
                "\"connected\" : 100#\"connected\" : -1",
                "\"p99_9\"#\"p999\"",
                "\"OK\"#\"ok\""
            })
    void shouldRefuseKeysThatTheContractDoesNotName(String change) {
        String json = JsonReport.render(Runs.storm());
        String[] fromTo = change.split("#", -1);
        assertThat(json).contains(fromTo[0]);

        assertThat(ResultsSchema.errors(json.replace(fromTo[0], fromTo[1]))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"direction\" : \"echo\"#\"direction\" : \"both\"",
                "\"direction\" : \"echo\",#",
                "\"frames_per_write\" : \"1\"#\"frames_per_write\" : \"0\"",
                "\"mask\" : \"fresh\",#",
                "\"decode\" : \"frames\"#\"decode\" : \"all\"",
                "\"in_flight\" : 16#\"in_flight\" : 0",
                "\"bound_by\" : \"server\"#\"bound_by\" : \"network\"",
                "\"blocked_percent\" : 97.2#\"blocked_percent\" : 101",
                "\"blocked_percent\" : 97.2,#",
                "\"messages_received\" : 2240000,#"
            })
    void shouldRefuseAnIncompleteFlood(String change) {
        String json = JsonReport.render(FloodRuns.throughputEcho());
        String[] fromTo = change.split("#", -1);
        assertThat(json).contains(fromTo[0]);

        assertThat(ResultsSchema.errors(json.replaceFirst(Pattern.quote(fromTo[0]), fromTo[1])))
                .isNotEmpty();
    }

    @Test
    void shouldBeAValidSchemaItself() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(ResultsSchema.text(), InputFormat.JSON)).isEmpty();
    }
}
