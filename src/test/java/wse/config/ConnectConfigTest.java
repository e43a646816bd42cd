package wse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectConfigTest {

    private static double paced(Map<String, String> settings) {
        return Config.from(TestKind.CONNECTION_STORM, settings, Map.of())
                .connect()
                .pacedPerSecond();
    }

    @Test
    void shouldPaceTheLastStormAsFastAsTheEngineSustainsUnlessAllArePaced() {
        assertThat(paced(Map.of())).isEqualTo(1_000);
        assertThat(paced(Map.of("wse.engine", "gatling"))).isEqualTo(200);
        assertThat(paced(Map.of("wse.connectRate", "50"))).isZero();
        assertThat(paced(Map.of("wse.pacedRate", "0"))).isZero();
        assertThat(paced(Map.of("wse.pacedRate", "30"))).isEqualTo(30);
    }
}
