package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveConfigTest {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @TempDir
    Path directory;

    private static Config config(Map<String, String> properties, Map<String, String> environment) {
        return Config.from(TestKind.CONNECTION_STORM, properties, environment);
    }

    private static LiveConfig live(Map<String, String> properties) {
        return config(properties, Map.of()).live();
    }

    @Test
    void shouldShowNothingByDefaultEvenIfTheEnvironmentNamesAReceiver() {
        Config config = config(Map.of(), Map.of(ENDPOINT, "http://127.0.0.1:4318"));

        assertThat(config.live().isOn()).isFalse();
        assertThat(config.effective().keySet()).noneMatch(key -> key.startsWith("wse.live"));
    }

    @Test
    void shouldListenOnLoopbackUnlessToldOtherwise() {
        assertThat(live(Map.of("wse.live.port", "9464")))
                .extracting(LiveConfig::address, LiveConfig::isOfThisMachine)
                .containsExactly("127.0.0.1", true);
        assertThat(live(Map.of("wse.live.port", "0", "wse.live.address", "0.0.0.0"))
                        .isOfThisMachine())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/metrics",
        "https://otlp.example/base/, https://otlp.example/base/v1/metrics",
        "http://127.0.0.1:4318/v1/metrics, http://127.0.0.1:4318/v1/metrics"
    })
    void shouldCompleteTheAddressOfAReceiver(String given, String endpoint) {
        LiveConfig.Push push = live(Map.of("wse.live.otlp", given)).push().orElseThrow();

        assertThat(push.endpoint()).isEqualTo(URI.create(endpoint));
        assertThat(push.interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldTakeReceiverAndHeadersFromTheEnvironmentIfAskedTo() {
        Config config = config(
                Map.of("wse.live.otlp", "env"),
                Map.of(ENDPOINT, "http://127.0.0.1:4318/", "OTEL_EXPORTER_OTLP_HEADERS", "api-key=abc%20def"));

        LiveConfig.Push push = config.live().push().orElseThrow();
        assertThat(push.endpoint()).isEqualTo(URI.create("http://127.0.0.1:4318/v1/metrics"));
        assertThat(push.headers().reveal()).isEqualTo(Map.of("api-key", "abc def"));
        assertThat(config.redact("they said abc%20def or abc def")).doesNotContain("abc");
    }

    @Test
    void shouldPreferTheVariablesForMetricsAndUseTheirAddressAsItIs() {
        Map<String, String> environment = Map.of(
                ENDPOINT,
                "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                "http://127.0.0.1:2/custom",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "a=1",
                "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
                "b=2");

        LiveConfig.Push push = config(Map.of("wse.live.otlp", "env"), environment)
                .live()
                .push()
                .orElseThrow();
        assertThat(push.endpoint()).isEqualTo(URI.create("http://127.0.0.1:2/custom"));
        assertThat(push.headers().reveal()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void shouldRefuseAnEnvironmentThatNamesNoReceiverForHttp() {
        Map<String, String> settings = Map.of("wse.live.otlp", "env");

        assertThatThrownBy(() -> config(settings, Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.live.otlp=env needs OTEL_EXPORTER_OTLP_ENDPOINT, which is not set");
        assertThatThrownBy(() ->
                        config(settings, Map.of(ENDPOINT, "http://a:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")))
                .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL=grpc");
        assertThatThrownBy(() -> config(settings, Map.of(ENDPOINT, "collector:4318")))
                .hasMessageStartingWith("OTEL_EXPORTER_OTLP_ENDPOINT takes a http:// or https:// address");
        assertThatThrownBy(() ->
                        config(settings, Map.of(ENDPOINT, "http://a:4318", "OTEL_EXPORTER_OTLP_HEADERS", "s3cret")))
                .hasMessageStartingWith("OTEL_EXPORTER_OTLP_HEADERS takes")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldHideTheValuesOfHeadersEverywhere() {
        Config config = config(
                Map.of(
                        "wse.live.otlp",
                        "http://a:4318",
                        "wse.live.otlpHeaders",
                        "Authorization=Bearer%20s3cret-1,X=s3cret-2"),
                Map.of());

        assertThat(config.effective()).containsEntry("wse.live.otlpHeaders", "Authorization=********,X=********");
        assertThat(config.live().toString()).doesNotContain("s3cret");
        assertThat(config.redact("Bearer s3cret-1, s3cret-2")).doesNotContain("s3cret");
    }

    @Test
    void shouldReadHeadersFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("headers"), "api-key=s3cret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        LiveConfig live = live(Map.of("wse.live.otlp", "http://a:4318", "wse.live.otlpHeadersFile", file.toString()));

        assertThat(live.push().orElseThrow().headers().reveal()).isEqualTo(Map.of("api-key", "s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"novalue", "=x", "a=", "a b=c", "a=1,a=2", "Content-Type=x", "a=%0d%0ab", "a=%zz"})
    void shouldRefuseMalformedHeaders(String headers) {
        assertThatThrownBy(() -> live(Map.of("wse.live.otlp", "http://a:4318", "wse.live.otlpHeaders", headers)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.live.otlpHeaders takes a comma-separated list of NAME=VALUE");
    }

    @ParameterizedTest
    @CsvSource({
        "wse.live.address, 127.0.0.2, wse.live.port",
        "wse.live.otlpHeaders, a=1, wse.live.otlp",
        "wse.live.otlpInterval, 5s, wse.live.otlp"
    })
    void shouldRefuseASettingWithoutTheOneThatItBelongsTo(String key, String value, String missing) {
        assertThatThrownBy(() -> live(Map.of(key, value)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(key + " has no effect without " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "wse.live.port, -1",
        "wse.live.port, 65536",
        "wse.live.port, any",
        "wse.live.otlp, collector:4318",
        "wse.live.otlp, ftp://a",
        "wse.live.otlp, http://me:s3cret@a:4318",
        "wse.live.otlp, http://a:4318?key=s3cret"
    })
    void shouldRefuseValuesThatAreNotAllowed(String key, String value) {
        assertThatThrownBy(() -> live(Map.of(key, value)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(key + " takes ")
                .hasMessageNotContaining("s3cret");
    }
}
