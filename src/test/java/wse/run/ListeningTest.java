package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.child.ClassArchive;
import wse.config.Config;
import wse.config.TestKind;
import wse.run.target.ServerAddress;
import wse.run.target.Target;

/** A scenario uses those addresses of its server that accept TCP connections. */
class ListeningTest {

    @Test
    void shouldLeaveOutAddressesThatRefuseConnections() throws IOException {
        try (ServerSocket one = listen("127.0.0.1", 0);
                ServerSocket two = listen("127.0.0.3", one.getLocalPort())) {
            Listening all = listening(two.getLocalPort(), "all", "127.0.0.1,127.0.0.2,127.0.0.3");
            Listening first = listening(two.getLocalPort(), "first", "127.0.0.2,127.0.0.3,127.0.0.1");

            assertThat(all.target().addresses())
                    .extracting(ServerAddress::ip)
                    .containsExactly("127.0.0.1", "127.0.0.3");
            // Some JDKs add "(connect failed)".
            assertThat(all.leftOut()).singleElement().asString().startsWith("127.0.0.2: Connection refused");
            assertThat(first.target().addresses()).extracting(ServerAddress::ip).containsExactly("127.0.0.3");
        }
    }

    /** The scenario itself then shows what is wrong. */
    @Test
    void shouldUseAllAddressesIfNoneAccepts() throws IOException {
        int port;
        try (ServerSocket closed = listen("127.0.0.1", 0)) {
            port = closed.getLocalPort();
        }

        assertThat(listening(port, "all", "127.0.0.1,127.0.0.2").target().addresses())
                .hasSize(2);
        assertThat(listening(port, "all", "127.0.0.1").leftOut()).isEmpty();
    }

    private static Listening listening(int port, String which, String hosts) {
        Config config = Config.from(
                TestKind.SCENARIO,
                Map.of(
                        "wse.host",
                        hosts,
                        "wse.port",
                        String.valueOf(port),
                        "wse.addresses",
                        which,
                        "wse.dialect",
                        "echo"),
                Map.of());
        return Listening.of(config, Target.up(config, Duration.ofHours(1), 0, ClassArchive.NONE, List.of()));
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, 10, InetAddress.getByName(address));
    }
}
