package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;

/** The workflow for GitHub Actions in {@code docs/ci.md} can be parsed, and its settings are accepted. */
class WorkflowTest {

    private static final Path FILE = Path.of("docs/ci/wse-stress.yml");
    private static final Pattern SETTING = Pattern.compile("-D(wse[.][a-zA-Z0-9]+)=([^\\s\"]+)");

    private List<JsonNode> steps;

    @BeforeEach
    void parse() throws Exception {
        JsonNode job = new YAMLMapper().readTree(FILE.toFile()).path("jobs").path("stress");
        steps = StreamSupport.stream(job.path("steps").spliterator(), false).toList();
    }

    private List<String> commands() {
        return steps.stream()
                .filter(step -> step.has("run"))
                .map(step -> step.path("run").asText())
                .toList();
    }

    @Test
    void shouldRunASimulationWithSettingsThatItAccepts() {
        String measure = commands().get(0);
        Map<String, String> settings = new HashMap<>();
        SETTING.matcher(measure).results().forEach(found -> settings.put(found.group(1), found.group(2)));
        assertThat(settings)
                .containsKeys("wse.repeat", "wse.minRate", "wse.maxRegression")
                .containsEntry("wse.baseline", "baseline");
        settings.put("wse.baseline", "docs/example");

        assertThat(measure).contains("wse.simulations." + TestKind.THROUGHPUT.simulation());
        assertThat(Config.from(TestKind.THROUGHPUT, settings, Map.of()).rules())
                .containsExactly("wse.minRate=10000", "wse.maxRegression=10");
    }

    @Test
    void shouldKeepAndRestoreTheSameBaseline() {
        List<JsonNode> caches = steps.stream()
                .filter(step -> step.path("uses").asText().startsWith("actions/cache/"))
                .toList();

        assertThat(caches).hasSize(2).allSatisfy(step -> {
            assertThat(step.path("with").path("path").asText()).isEqualTo("baseline");
            assertThat(step.path("with").path("key").asText()).startsWith("wse-baseline-");
        });
        assertThat(commands().get(1)).contains("target/wse/latest baseline");
    }

    @Test
    void shouldNameTheVersionOfEveryAction() {
        assertThat(steps)
                .filteredOn(step -> step.has("uses"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.path("uses").asText()).matches("actions/[a-z/-]+@v\\d+"));
    }
}
