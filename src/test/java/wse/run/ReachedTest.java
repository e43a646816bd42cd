package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.TestKind;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer;
import wse.run.target.Target;

/**
 * Which address of a server is used. The server listens on 127.0.0.1 only; nothing listens on its port at other
 * addresses.
 */
class ReachedTest {

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
    private final EchoServer server = EchoServer.start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void shouldUseTheFirstAddressThatAnswers() {
        Reached reached = reach("127.0.0.2", "127.0.0.3", "127.0.0.1");

        assertThat(reached.target().address()).isEqualTo(server.address());
        assertThat(reached.target().contact().address()).isEqualTo(server.address());
        assertThat(reached.loadTarget().endpoint().remote()).isEqualTo(server.address());
        assertThat(reached.passedOver())
                .isEqualTo(
                        "the server 127.0.0.1 is tested at 127.0.0.1, not at its other addresses (127.0.0.2: nothing is"
                                + " listening there (connection refused), 127.0.0.3: nothing is listening there (connection"
                                + " refused))");
    }

    @Test
    void shouldSayNothingIfTheFirstAddressAnswers() {
        assertThat(reach("127.0.0.1", "127.0.0.2").passedOver()).isEmpty();
    }

    @Test
    void shouldNameAllAddressesIfNoneAnswers() {
        assertThatThrownBy(() -> reach("127.0.0.2", "127.0.0.3"))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith(
                        ": 127.0.0.3: nothing is listening there (connection refused); start the server, or"
                                + " check wse.host and wse.port; other addresses: 127.0.0.2: nothing is listening there"
                                + " (connection refused)");
    }

    private Reached reach(String... addresses) {
        int port = server.address().getPort();
        Config config = Config.from(
                TestKind.PING_LATENCY,
                Map.of("wse.host", "127.0.0.1", "wse.port", String.valueOf(port), "wse.dialect", "echo"),
                Map.of());
        Target target = Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of());
        List<InetSocketAddress> all = Stream.of(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        return Reached.of(config, target, all, client, List.of(), message -> {});
    }
}
