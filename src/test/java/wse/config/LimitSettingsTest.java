package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.TestKind.CONNECTION_LIMIT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the search for the connection limit. */
class LimitSettingsTest {

    private static Config with(String... pairs) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return Config.from(CONNECTION_LIMIT, properties, Map.of());
    }

    private static List<Object> search(Config config) {
        return List.of(
                config.get(SearchSettings.MAX_CONNECTIONS),
                config.get(SearchSettings.FIRST_STEP),
                config.get(SearchSettings.LIMIT_RESOLUTION),
                config.get(SearchSettings.LIMIT_SHARE),
                config.get(SearchSettings.RECONNECT),
                config.get(GateSettings.MIN_CONNECTIONS));
    }

    @Test
    void shouldSearchUpTo16000ByDefault() {
        Config config = with();

        assertThat(config.get(Settings.ENGINE)).isEqualTo(EngineKind.NETTY);
        assertThat(search(config)).containsExactly(16_000, 1_000, 100, 100.0, false, 0);
        assertThat(config.tiers()).containsExactly(16_000);
        assertThat(config.connect().window().of(20_000)).isEqualTo(100);
        assertThat(config.connect().window().of(500_000)).isEqualTo(2_500);
        assertThat(config.get(Settings.HOLD_DURATION)).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.get(Settings.PING_INTERVAL)).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.target().serverMaxConnections()).isEqualTo(1_000_000);
        assertThat(config.effective())
                .containsKeys("wse.maxConnections", "wse.firstStep", "wse.holdDuration")
                .doesNotContainKeys("wse.tiers", "wse.maxFailedPercent", "wse.minSurvivalPercent");
    }

    @Test
    void shouldLetTheEmbeddedServerPingManyConnectionsLessOften() {
        assertThat(with("wse.maxConnections", "50K").target().serverPingInterval())
                .hasSeconds(25);
        assertThat(with("wse.maxConnections", "500K").target().serverPingInterval())
                .hasSeconds(250);
        assertThat(with("wse.maxConnections", "500K", "wse.serverPingInterval", "25s")
                        .target()
                        .serverPingInterval())
                .hasSeconds(25);
    }

    @Test
    void shouldReadEverySettingOfASearch() {
        Config config = with(
                "wse.maxConnections",
                "500K",
                "wse.firstStep",
                "3000",
                "wse.limitResolution",
                "1",
                "wse.limitShare",
                "99.5",
                "wse.reconnect",
                "true",
                "wse.minConnections",
                "400K",
                "wse.serverMaxConnections",
                "3000");

        assertThat(search(config)).containsExactly(500_000, 3_000, 1, 99.5, true, 400_000);
        assertThat(config.target().serverMaxConnections()).isEqualTo(3_000);
    }

    /** A small search must not be refused because of the default of the first step. */
    @Test
    void shouldAcceptASearchThatIsSmallerThanTheDefaultFirstStep() {
        assertThat(with("wse.maxConnections", "50").get(SearchSettings.MAX_CONNECTIONS))
                .isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wse.firstStep|16001|wse.firstStep must not exceed wse.maxConnections: wse.firstStep=16001",
                "wse.minConnections|16001|wse.minConnections must not exceed wse.maxConnections",
                "wse.limitResolution|16001|wse.limitResolution must not exceed wse.maxConnections",
                "wse.limitResolution|0|wse.limitResolution takes an integer from 1",
                "wse.limitShare|0|wse.limitShare takes a number from 0.001 to 100",
                "wse.limitShare|100.1|wse.limitShare takes a number from 0.001 to 100",
                "wse.pingInterval|31s|wse.pingInterval must not exceed 30s here",
                "wse.engine|gatling|connection-limit needs wse.engine=netty, because Gatling's engine closes",
            })
    void shouldRefuseTextThatIsNotAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseALimitOfTheEmbeddedServerForAnotherServer() {
        assertThatThrownBy(() -> with("wse.host", "example.org", "wse.serverMaxConnections", "3000"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(
                        "wse.serverMaxConnections configures the embedded server, which wse.host replaces");
        assertThatThrownBy(() -> with("wse.host", "example.org", "wse.serverPingInterval", "1m"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.serverPingInterval configures the embedded server, which wse.host replaces");
    }
}
