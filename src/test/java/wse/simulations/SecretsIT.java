package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.gatling.TrickServer;
import wse.measure.Outcome;

/**
 * A server refuses a token in the query with status 401, and repeats the token wherever it can. {@link AgentProcess} and
 * {@link SimulationProcess} check that the token is not in their output and files.
 */
class SecretsIT extends AgentRuns {

    private static final String TARGET = "/live?room=1&access_token=" + SimulationProcess.SECRET;

    private final AtomicInteger requests = new AtomicInteger();

    /** @param accepted how many requests the server accepts */
    private TrickServer server(int accepted) throws IOException {
        return new TrickServer(peer -> {
            String request = peer.readRequest();
            assertThat(request).startsWith("GET " + TARGET + " ");
            if (requests.incrementAndGet() <= accepted) {
                peer.upgrade(request).echo();
            } else {
                refuse(peer);
            }
        });
    }

    private static void refuse(TrickServer.Peer peer) throws IOException {
        String words = "access_token=" + SimulationProcess.SECRET + " has expired";
        peer.answer("HTTP/1.1 401 no " + SimulationProcess.SECRET + "\r\nWWW-Authenticate: " + words
                + "\r\nContent-Type: text/plain\r\nContent-Length: " + words.length() + "\r\n\r\n" + words);
    }

    private static Map<String, String> settings(TrickServer server) {
        return Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(server.port()),
                "dialect", "echo",
                "path", TARGET,
                "engine", "netty",
                "tiers", "6",
                "warmUp", "0");
    }

    /** After the first contact, an agent is refused twice. */
    @Test
    void shouldNotPrintATokenThatTheServerRepeatsDuringARun() throws Exception {
        try (TrickServer server = server(5);
                AgentProcess agent = agent("one", "127.0.0.1", SECRET);
                SimulationProcess run = run(ConnectionStormSimulation.class, "run", settings(server), 1)) {
            assertThat(run.await()).as(run.output()).isNotZero();

            assertThat(only(run.results()).measured().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 4L, Outcome.handshakeRejected(401), 2L));
            agent.stop();
            agent.await();
        }
    }

    /** The token is that of the first user; the file is not in the directory of the run. */
    @Test
    void shouldNotPrintATokenThatTheServerRepeatsAtTheFirstContact(@TempDir Path elsewhere) throws Exception {
        Path users = Files.writeString(
                elsewhere.resolve("users.csv"), "name,token\n" + ("ada," + SimulationProcess.SECRET + "\n").repeat(6));
        try (TrickServer server = new TrickServer(peer -> {
                    assertThat(peer.readRequest()).contains("Authorization: Bearer " + SimulationProcess.SECRET);
                    refuse(peer);
                });
                SimulationProcess run =
                        SimulationProcess.start(ConnectionStormSimulation.class, directory, ofUsers(server, users))) {
            assertThat(run.await()).as(run.output()).isEqualTo(1);

            assertThat(run.output()).contains("wse-stress cannot start: ", "401", "access_token=********");
        }
    }

    private static Map<String, String> ofUsers(TrickServer server, Path users) {
        Map<String, String> settings = new HashMap<>(settings(server));
        settings.putAll(Map.of("dialect", "wse", "path", "/live", "users", users.toString()));
        return settings;
    }
}
