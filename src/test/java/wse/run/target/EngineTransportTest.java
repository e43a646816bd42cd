package wse.run.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;
import wse.engine.Transport;

class EngineTransportTest {

    private static Transport of(Map<String, String> settings) {
        return EngineTransport.of(Config.from(TestKind.THROUGHPUT, settings, Map.of()));
    }

    @Test
    void shouldGatherEchoes() {
        assertThat(of(Map.of("wse.direction", "echo"))).isEqualTo(Transport.GATHERING);
    }

    @Test
    void shouldUseTheBestTransportForOtherTests() {
        assertThat(of(Map.of())).isEqualTo(Transport.AUTO);
        assertThat(of(Map.of("wse.direction", "in"))).isEqualTo(Transport.AUTO);
        assertThat(EngineTransport.of(Config.from(TestKind.PING_LATENCY, Map.of(), Map.of())))
                .isEqualTo(Transport.AUTO);
    }

    @Test
    void shouldUseTheTransportThatIsSet() {
        assertThat(of(Map.of("wse.direction", "echo", "wse.transport", "nio"))).isEqualTo(Transport.NIO);
    }

    @Test
    void shouldNotGatherOverTls() {
        assertThat(of(Map.of("wse.direction", "echo", "wse.tls", "true", "wse.host", "localhost")))
                .isEqualTo(Transport.AUTO);
    }
}
