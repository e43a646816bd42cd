package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.child.ClassArchive;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.TestKind;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.gatling.TrickServer;
import wse.load.ContactView;
import wse.load.EchoServer;
import wse.run.target.ServerAddress;
import wse.run.target.Target;

/**
 * Which addresses of a server get load. The server listens on 127.0.0.1 only; nothing listens on its port at other
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
    void shouldLeaveOutAddressesAtWhichNobodyListensAndSaySo() {
        Reached reached = reach("127.0.0.2,127.0.0.1,127.0.0.3");

        assertThat(reached.target().addresses())
                .extracting(ServerAddress::address)
                .containsExactly(server.address());
        assertThat(reached.target().contact().address()).isEqualTo(server.address());
        assertThat(reached.loadTarget().endpoints())
                .extracting(Endpoint::remote)
                .containsExactly(server.address());
        assertThat(reached.notes())
                .containsExactly(
                        "several addresses of 127.0.0.2,127.0.0.1,127.0.0.3 will get no load (127.0.0.2: nothing is"
                                + " listening there (connection refused), 127.0.0.3: nothing is listening there (connection"
                                + " refused))");
    }

    @Test
    void shouldUseAllAddressesThatAnswer() {
        Reached reached = reach("127.0.0.1,localhost");

        assertThat(reached.loadTarget().endpoints())
                .extracting(endpoint -> endpoint.remote().getAddress().getHostAddress())
                .containsOnly("127.0.0.1")
                .hasSize(2);
        assertThat(reached.loadTarget().endpoints())
                .extracting(Endpoint::hostHeader)
                .containsExactly(
                        "127.0.0.1:" + server.address().getPort(),
                        "localhost:" + server.address().getPort());
    }

    @Test
    void shouldStopAtTheFirstAddressThatAnswersIfTheSettingsSaySo() {
        Reached reached = reach("127.0.0.2,127.0.0.1,127.0.0.3", "wse.addresses", "first");

        assertThat(reached.target().addresses())
                .extracting(ServerAddress::address)
                .containsExactly(server.address());
        assertThat(reached.leftOut()).extracting(left -> left.address().ip()).containsExactly("127.0.0.2");
    }

    @Test
    void shouldNameAllAddressesIfNoneAnswers() {
        assertThatThrownBy(() -> reach("127.0.0.2,127.0.0.3"))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith(
                        ": 127.0.0.3: nothing is listening there (connection refused); start the server, or"
                                + " check wse.host and wse.port; other addresses: 127.0.0.2: nothing is listening there"
                                + " (connection refused)");
    }

    @Test
    void shouldPinTheNameForGatlingToTheAddressThatAnswers() {
        Reached reached = reach("localhost");

        assertThat(new ServerUnderTest(reached.current(config("localhost")), reached.loadTarget()).hostAliases())
                .isEqualTo(Map.of("localhost", List.of("127.0.0.1")));
    }

    /** Gatling's own engine would not recognise any of the answers. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseBinaryAnswersToTextOnlyWithGatlingsEngine(EngineKind engine, @TempDir Path directory)
            throws Exception {
        Path script = Files.writeString(directory.resolve("s.yaml"), "ping: {send: 'p#{id}', answer: 'p#{id}'}\n");
        try (TrickServer binary = new TrickServer(peer -> {
            peer.upgrade();
            peer.send(TrickServer.Peer.BINARY, peer.readText());
            peer.readText();
        })) {
            String[] settings = {
                "wse.port", String.valueOf(binary.port()),
                "wse.dialect", "script",
                "wse.script", script.toString(),
                "wse.engine", engine.label()
            };
            if (engine == EngineKind.NETTY) {
                assertThat(reach("127.0.0.1", settings).greeting().mixed()).isTrue();
            } else {
                assertThatThrownBy(() -> reach("127.0.0.1", settings))
                        .isInstanceOf(BadInputException.class)
                        .hasMessage("wse.engine=gatling needs a server that sends messages of the same form as the"
                                + " client, text or binary: ws://127.0.0.1:" + binary.port()
                                + " sends the other form; give -Dwse.engine=netty");
            }
        }
    }

    private Config config(String hosts, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "wse.host", hosts, "wse.port", String.valueOf(server.address().getPort()), "wse.dialect", "echo"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Config.from(TestKind.CONNECTION_STORM, settings, Map.of());
    }

    private Reached reach(String hosts, String... more) {
        Config config = config(hosts, more);
        Target target = Target.up(config, Duration.ZERO, 1, ClassArchive.NONE, List.of());
        return Reached.of(config, target, client, List.of(), ContactView.PLAIN);
    }
}
