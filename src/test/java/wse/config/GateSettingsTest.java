package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateSettingsTest {

    @TempDir
    Path dir;

    private static Config pings(String key, String value) {
        return Config.from(TestKind.PING_LATENCY, Map.of(key, value), Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "800us | 800us | 800us",
                "50ms | 50ms | 50ms",
                "closed:20ms,open:1s | 20ms | 1s",
                "open:1500us | none | 1500us"
            })
    void shouldReadALimitForEachSchedule(String text, String closed, String open) {
        LatencyLimits limits = pings("wse.maxP99", text).get(GateSettings.MAX_P99);

        assertThat(limits.of(ScheduleKind.CLOSED).map(DurationText::showShort).orElse("none"))
                .isEqualTo(closed);
        assertThat(limits.of(ScheduleKind.OPEN).map(DurationText::showShort).orElse("none"))
                .isEqualTo(open);
        assertThat(limits).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"50", "0ms", "20ms,30ms", "closed:20ms,closed:30ms", "late:20ms", "closed:", "20ms,open:1s"})
    void shouldRefuseOtherLimits(String text) {
        assertThatThrownBy(() -> pings("wse.maxP99", text))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.maxP99=" + text);
    }

    @Test
    void shouldRefuseSchedulesThatATestDoesNotHave() {
        Map<String, String> settings = Map.of("wse.maxP99", "open:50ms");

        assertThatThrownBy(() -> Config.from(TestKind.CONNECTION_STORM, settings, Map.of()))
                .hasMessage("only ping-latency has several schedules, so wse.maxP99 must be one duration here:"
                        + " wse.maxP99=open:50ms; leave the names of the schedules out");
    }

    @Test
    void shouldRefuseARegressionWithoutABaseline() {
        assertThatThrownBy(() -> pings("wse.maxRegression", "5"))
                .hasMessage("wse.maxRegression needs wse.baseline, the results to compare with: wse.maxRegression=5;"
                        + " give wse.baseline too or leave it out");
        assertThat(Config.from(
                                TestKind.PING_LATENCY,
                                Map.of("wse.maxRegression", "5", "wse.baseline", dir.toString()),
                                Map.of())
                        .rules())
                .containsExactly("wse.maxRegression=5");
    }

    @Test
    void shouldReadTheThresholdsAgainFromTheResults() {
        Map<String, String> settings =
                Map.of("wse.maxP99", "50ms", "wse.minRate", "12000", "wse.failOnSuspect", "true");
        Config config = Config.from(TestKind.CONNECTION_STORM, settings, Map.of());

        Thresholds thresholds = Thresholds.of(config.effective());

        assertThat(thresholds.maxP99().flatMap(limits -> limits.of(ScheduleKind.NONE)))
                .contains(Duration.ofMillis(50));
        assertThat(thresholds.minRate()).contains(12_000.0);
        assertThat(thresholds.failOnSuspect()).isTrue();
        assertThat(thresholds.maxFailedPercent()).contains(0.0);
        assertThat(thresholds.minConnections()).isEmpty();
        assertThat(config.rules()).containsExactly("wse.maxP99=50ms", "wse.minRate=12000", "wse.failOnSuspect=true");
    }

    @Test
    void shouldIgnoreThresholdsOfAnotherVersion() {
        assertThat(Thresholds.of(Map.of("wse.maxP99", "fast", "wse.minRate", "1e9999999999")))
                .isEqualTo(Thresholds.of(Map.of()));
    }

    @Test
    void shouldTellTheServerFromTheLoad() {
        assertThat(SettingRoles.isOfServer("wse.host")).isTrue();
        assertThat(SettingRoles.isOfLoad("wse.host")).isFalse();
        assertThat(SettingRoles.isOfLoad("wse.tiers")).isTrue();
        assertThat(SettingRoles.isOfLoad("wse.maxP99")).isFalse();
        assertThat(SettingRoles.isOfLoad("wse.out")).isFalse();
    }

    @Test
    void shouldRecogniseGitHub() {
        assertThat(BuildServer.of(Map.of())).isEqualTo(new BuildServer(false, Optional.empty()));
        assertThat(BuildServer.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", "/tmp/summary")))
                .isEqualTo(new BuildServer(true, Optional.of(Path.of("/tmp/summary"))));
        assertThat(BuildServer.of(Map.of("GITHUB_ACTIONS", "false", "GITHUB_STEP_SUMMARY", " ")))
                .isEqualTo(new BuildServer(false, Optional.empty()));
    }
}
