package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.Config;
import wse.config.TestKind;
import wse.run.target.Target;

class OtherServersTest {

    private final OtherServers others = new OtherServers("ws://127.0.0.1:5006");

    @Test
    void shouldNotMentionTheServerThatTheResultsDescribe() {
        others.add(new Listening(target("127.0.0.1"), List.of()));

        assertThat(others.notes()).isEmpty();
    }

    @Test
    void shouldNameEachServerAndItsAddressesWithoutLoadOnce() {
        Listening other = new Listening(target("127.0.0.2"), List.of("127.0.0.3: Connection refused"));
        others.add(other);
        others.add(other);

        assertThat(others.notes())
                .containsExactly(
                        "the figures include connections to ws://127.0.0.2:5006, whose settings and usage are not shown",
                        "no connections were made to 127.0.0.3: Connection refused");
    }

    private static Target target(String host) {
        Config config = Config.from(
                TestKind.SCENARIO, Map.of("wse.host", host, "wse.port", "5006", "wse.dialect", "echo"), Map.of());
        return Target.up(config, Duration.ofHours(1), 0, ClassArchive.NONE, List.of());
    }
}
