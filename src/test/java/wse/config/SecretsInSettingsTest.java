package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.TestKind.PING_LATENCY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No secret that is given in a setting is ever printed. */
class SecretsInSettingsTest {

    @ParameterizedTest
    @CsvSource({"wse.secret,short-and-private", "wse.token,private token"})
    void shouldMaskSecretsInErrors(String key, String value) {
        assertThatThrownBy(() -> ConfigTest.with(PING_LATENCY, key, value))
                .hasMessageContaining(key + "=********")
                .message()
                .doesNotContain(value);
    }

    /** Secrets are never printed, whether a setting is accepted or refused, and for whatever reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wse.path|/ws?token=SECRET",
                "wse.path|/ws?SECRET&room=SECRET",
                "wse.path|/ws/SECRET",
                "wse.path|ws?token=SECRET and more",
                "wse.path|/ws#SECRET",
                "wse.host|ws://127.0.0.1:9010/ws?token=SECRET",
                "wse.host|me:SECRET@127.0.0.1",
                "wse.host|ws://me:SECRET@127.0.0.1/",
                "wse.metrics|http://me:SECRET@127.0.0.1/metrics",
                "wse.metrics|http://127.0.0.1:9000/metrics?token=SECRET",
                "wse.metrics|ftp://127.0.0.1:9000/SECRET/metrics",
                "wse.secret|SECRET",
                "wse.token|SECRET of mine",
                "wse.port|5006?token=SECRET",
                "wse.dialect.token|SECRET",
                "wse.dialect.headers|Authorization: Bearer SECRET",
                "wse.dialect.login|{\"op\":\"login\",\"apiKey\":\"SECRET\"}",
                "wse.dialect.target|/ws?key=SECRET",
                "wse.tokn|SECRET"
            })
    void shouldNeverPrintASecretWhetherAcceptedOrRefused(String key, String value) {
        String secret = "pr1v4te-5ecret-77";
        String given = value.replace("SECRET", secret);
        String printed;
        try {
            Config config = ConfigTest.with(PING_LATENCY, "wse.host", "127.0.0.1", key, given);
            printed = config + " " + config.redact("the server says: " + secret);
        } catch (BadInputException refused) {
            printed = refused.getMessage();
        }
        assertThat(printed).doesNotContain(secret).doesNotContain("and more").isNotBlank();
    }

    @Test
    void shouldMaskThePasswordOfAMetricsAddress() {
        assertThatThrownBy(() -> ConfigTest.with(PING_LATENCY, "wse.metrics", "http://me:private@host/m"))
                .hasMessageContaining("http://********@host/m")
                .message()
                .doesNotContain("private");
    }

    @Test
    void shouldPrintNoSecret() {
        Config signed = ConfigTest.with(PING_LATENCY, "wse.secret", ConfigTest.LONG_SECRET);
        Config ready = ConfigTest.with(PING_LATENCY, "wse.token", "private.token");

        assertThat(signed.toString()).doesNotContain(ConfigTest.LONG_SECRET);
        assertThat(signed.effective()).containsEntry("wse.secret", "********").doesNotContainKey("wse.token");
        assertThat(ready.toString()).doesNotContain("private.token");
        assertThat(ready.effective()).containsEntry("wse.token", "********").doesNotContainKey("wse.secret");
    }
}
