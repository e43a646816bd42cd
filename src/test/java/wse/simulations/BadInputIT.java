package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.genuine.GenuineServer;

/**
 * Bad input ends a run before any load: with one sentence and status 1, without a stack trace and without empty
 * results. Which input is bad, and what the sentence says, is tested within one process ({@code ConfigTest} and its
 * neighbours, {@code FirstContactTest}).
 */
class BadInputIT {

    private static final String SENTENCE = "wse-stress cannot start: ";

    @TempDir
    Path directory;

    @Test
    void shouldRefuseAnUnknownKeyAndSuggestTheRightOne() throws Exception {
        assertRefused(Map.of("teirs", "100"), "wse.teirs", "wse.tiers");
    }

    @Test
    void shouldRefuseATierThatTheMachineHasNoRoomFor() throws Exception {
        assertRefused(Map.of("tiers", "200M", "engine", "netty", "processes", "1"), "200000000 connections", "prlimit");
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefused(target(port), "nothing is listening there");
    }

    @Test
    void shouldSayThatItIsNotAWebSocketServer() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        try {
            Map<String, String> settings =
                    new HashMap<>(target(http.getAddress().getPort()));
            settings.put("path", "/live?token=" + SimulationProcess.SECRET);
            assertRefused(settings, "HTTP 404 Not Found");
        } finally {
            http.stop(0);
        }
    }

    @Test
    void shouldRefuseASizeThatTheEmbeddedServerDoesNotAccept() throws Exception {
        assertRefused(SizeMatrixSimulation.class, Map.of("sizes", "64,1048577"), "wse.sizes", "1048577", "1048576");
    }

    @Test
    void shouldSayThatTheGenuineServerSendsNothingBack() throws Exception {
        GenuineServer genuine = GenuineServer.shared(GenuineServer.VERSIONS.get(0));
        Map<String, String> settings = new HashMap<>(target(genuine.port()));
        settings.put("direction", "echo");
        assertRefused(
                ThroughputSimulation.class,
                settings,
                "after 1000 ms",
                "still waiting for the server to send back a test message",
                "reference server");
    }

    private static Map<String, String> target(int port) {
        return Map.of("host", "127.0.0.1", "port", String.valueOf(port), "readyTimeout", "1s");
    }

    private void assertRefused(Map<String, String> settings, String... words) throws Exception {
        assertRefused(ConnectionStormSimulation.class, settings, words);
    }

    private void assertRefused(Class<?> simulation, Map<String, String> settings, String... words) throws Exception {
        try (SimulationProcess process = SimulationProcess.start(simulation, directory, settings)) {
            int status = process.await();
            String output = process.output();
            assertThat(status).as(output).isEqualTo(1);
            String sentence = output.lines()
                    .filter(line -> line.startsWith(SENTENCE))
                    .findFirst()
                    .orElse("none: " + output);
            assertThat(sentence).contains(words);
            assertThat(output).containsOnlyOnce(SENTENCE).doesNotContain("\tat ", "Exception");
            assertThat(process.handle().descendants()).isEmpty();
            assertThat(directory.resolve("wse")).doesNotExist();
        }
    }
}
