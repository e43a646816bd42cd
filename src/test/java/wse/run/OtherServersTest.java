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

    /** The results describe the same server, which another scenario has verified. */
    @Test
    void shouldSayThatAServerWasNotVerified() {
        OtherServers verified = new OtherServers("wss://127.0.0.1:5006");
        Target unverified = target(Map.of(
                "wse.host",
                "127.0.0.1",
                "wse.port",
                "5006",
                "wse.dialect",
                "echo",
                "wse.tls",
                "true",
                "wse.tls.insecure",
                "true"));
        verified.add(new Listening(unverified, List.of()));

        assertThat(verified.notes())
                .containsExactly("the client accepted any certificate of wss://127.0.0.1:5006 (wse.tls.insecure=true),"
                        + " so nothing proves which server that was");
    }

    private static Target target(String host) {
        return target(Map.of("wse.host", host, "wse.port", "5006", "wse.dialect", "echo"));
    }

    private static Target target(Map<String, String> settings) {
        Config config = Config.from(TestKind.SCENARIO, settings, Map.of());
        return Target.up(config, Duration.ofHours(1), 0, ClassArchive.NONE, List.of());
    }
}
