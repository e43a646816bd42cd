package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.child.ClassArchive;
import wse.config.Config;
import wse.config.ProxyEnvironment;
import wse.config.TestKind;
import wse.run.target.Target;

class AnnouncementTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, wse, false, false",
        "10.255.255.1, wse, false, true",
        "10.255.255.1, wse, true, false",
        "10.255.255.1, echo, false, false"
    })
    void shouldWarnOfATokenThatOthersCanRead(String host, String dialect, boolean tls, boolean warned) {
        Config config = Config.from(
                TestKind.CONNECTION_STORM,
                Map.of("wse.host", host, "wse.dialect", dialect, "wse.tls", String.valueOf(tls)),
                Map.of());
        try (Target target = Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of())) {
            assertThat(Announcement.exposedToken(target).isPresent()).isEqualTo(warned);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.255.255.1"})
    void shouldSayThatAProxyIsNotUsed(String host) {
        Config config = Config.from(TestKind.CONNECTION_STORM, Map.of("wse.host", host), Map.of());
        ProxyEnvironment proxy = new ProxyEnvironment(Map.of("HTTPS_PROXY", "http://10.255.255.9:3128"));
        try (Target target = Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of())) {
            assertThat(Announcement.unusedProxy(target, proxy)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECTION_STORM | 127.0.0.1 | 20,2000,50 | connection-storm against ws://127.0.0.1:5006: up to 2,000 connections at the same time
            THROUGHPUT       | 127.0.0.1 | 1          | throughput against ws://127.0.0.1:5006: up to 1 connection at the same time, each as busy as the server allows
            PING_LATENCY     | localhost | 7          | ping-latency against ws://localhost:5006 (127.0.0.1
            """)
    void shouldNameTheServerAndTheLoad(TestKind test, String host, String tiers, String beginning) {
        Config config = Config.from(test, Map.of("wse.host", host, "wse.tiers", tiers), Map.of());
        try (Target target = Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of())) {
            assertThat(Announcement.of(config, target)).startsWith(beginning);
        }
    }
}
