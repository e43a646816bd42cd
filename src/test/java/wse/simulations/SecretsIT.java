package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.gatling.QuotingSimulation;
import wse.gatling.TrickServer;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * A server refuses a token, and repeats it wherever it can. {@link AgentProcess} and
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

    /** Each user has a token and a short password of its own; the server repeats both in every way to refuse a client. */
    @ParameterizedTest
    @ValueSource(strings = {"netty", "gatling"})
    void shouldPrintNoValueOfASecretColumn(String engine, @TempDir Path elsewhere) throws Exception {
        Path users = Files.writeString(
                elsewhere.resolve("users.csv"),
                "name,token,password\n"
                        + IntStream.range(0, 14)
                                .mapToObj(row -> "user-" + row + "," + SimulationProcess.SECRET + row + ","
                                        + SimulationProcess.SECRET + "-pw-" + row + "\n")
                                .collect(Collectors.joining()));
        try (TrickServer server = new TrickServer(this::refuseInTurns);
                SimulationProcess run = SimulationProcess.start(
                        ConnectionStormSimulation.class, directory, secretColumns(server, users, engine))) {
            assertThat(run.await()).as(run.output()).isNotZero();

            OutcomeCounts outcomes = only(run.results()).measured().outcomes();
            assertThat(outcomes.total()).isEqualTo(14);
            assertThat(outcomes.of(Outcome.handshakeRejected(401))).isPositive();
            assertThat(outcomes.asMap().keySet()).hasSizeGreaterThan(3);
            assertThat(outcomes.details().values())
                    .anyMatch(detail -> detail.text().contains("********"));
            assertThat(run.output()).contains("********");
        }
    }

    /** The check of an answer fails, and its message quotes what the server has sent. */
    @Test
    void shouldPrintNoTokenThatAFailedCheckQuotes(@TempDir Path elsewhere) throws Exception {
        Path users = Files.writeString(
                elsewhere.resolve("users.csv"), "name,token\n" + ("ada," + SimulationProcess.SECRET + "\n").repeat(10));
        try (TrickServer server = new TrickServer(peer -> {
                    peer.upgrade();
                    peer.socket().getInputStream().read(); // the greeting has begun
                    frame(peer, 0x81, "you are " + SimulationProcess.SECRET);
                });
                SimulationProcess run =
                        SimulationProcess.start(QuotingSimulation.class, directory, ofScenario(server, users))) {
            run.await();

            assertThat(run.output()).contains("found ********");
            assertThat(only(run.results()).measured().figures().requests())
                    .filteredOn(request -> request.name().equals("greet"))
                    .flatExtracting(request -> request.outcomes().details().values())
                    .anyMatch(detail -> detail.text().contains("found ********"));
        }
    }

    private static Map<String, String> ofScenario(TrickServer server, Path users) {
        return Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(server.port()),
                "dialect", "echo",
                "users", users.toString(),
                "header.Authorization", "Bearer #{user.token}");
    }

    /** The run has signed the token itself, so no setting contains it. */
    @Test
    void shouldPrintNoTokenThatItHasSigned() throws Exception {
        Queue<String> tokens = new ConcurrentLinkedQueue<>();
        try (TrickServer server = new TrickServer(peer -> {
                    String token = peer.readRequest().replaceAll("(?s).*access_token=([^;\\s]+).*", "$1");
                    tokens.add(token);
                    peer.answer(
                            "HTTP/1.1 401 no " + token + "\r\nContent-Length: " + token.length() + "\r\n\r\n" + token);
                });
                SimulationProcess run =
                        SimulationProcess.start(ConnectionStormSimulation.class, directory, signing(server))) {
            assertThat(run.await()).as(run.output()).isEqualTo(1);

            assertThat(tokens).isNotEmpty().allMatch(token -> token.matches("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+"));
            assertThat(run.output())
                    .contains("wse-stress cannot start: ", "401", "********")
                    .doesNotContain(tokens)
                    .doesNotContainPattern("eyJ[\\w-]+\\.");
        }
    }

    private static Map<String, String> signing(TrickServer server) {
        Map<String, String> settings = new HashMap<>(settings(server));
        settings.putAll(Map.of("dialect", "wse", "path", "/live"));
        return settings;
    }

    private static Map<String, String> secretColumns(TrickServer server, Path users, String engine) {
        Map<String, String> settings = new HashMap<>(settings(server));
        settings.putAll(Map.of("path", "/live", "users", users.toString(), "tiers", "14", "pongTimeout", "2s"));
        settings.putAll(Map.of("header.Authorization", "Bearer #{user.token}", "query.pw", "#{user.password}"));
        settings.put("engine", engine);
        if (engine.equals("netty")) {
            settings.put("processes", "2");
        }
        return settings;
    }

    /** The first contact is accepted. */
    private void refuseInTurns(TrickServer.Peer peer) throws IOException {
        String request = peer.readRequest();
        String secrets = request.lines()
                .filter(line -> line.contains(SimulationProcess.SECRET))
                .map(line -> line.replaceAll("^GET | HTTP/1.1$", ""))
                .collect(Collectors.joining(" "));
        assertThat(secrets).contains("Bearer " + SimulationProcess.SECRET, "pw=" + SimulationProcess.SECRET + "-pw-");
        switch (requests.getAndIncrement() % 7) {
            case 0 -> peer.upgrade(request).echo();
            case 1 -> {
                // Only the beginning of the token is among the 200 characters that are kept.
                String body = "-".repeat(160) + secrets.substring(secrets.indexOf("Bearer"));
                peer.answer("HTTP/1.1 401 " + secrets + "\r\nX-You: " + secrets + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
            }
            case 2 -> peer.answer("HTTP/1.1 302 Found\r\nLocation: /" + secrets.split(" ")[0] + "\r\n\r\n");
            case 3 -> peer.answer(secrets + "\r\n\r\n");
            case 4 -> peer.answer("HTTP/1.1 101 " + secrets + "\r\nUpgrade: " + secrets + "\r\n\r\n");
            case 5 -> frame(peer.upgrade(request), 0x88, "\u000f\u00a1" + firstOf(secrets, 120));
            default -> frame(peer.upgrade(request), 0x81, firstOf(secrets, 120));
        }
    }

    private static String firstOf(String text, int characters) {
        return text.substring(0, Math.min(text.length(), characters));
    }

    /** A frame with a short payload; 0x0FA1 is the close code 4001. */
    private static void frame(TrickServer.Peer peer, int first, String payload) throws IOException {
        OutputStream out = peer.socket().getOutputStream();
        out.write(first);
        out.write(payload.length());
        out.write(payload.getBytes(StandardCharsets.ISO_8859_1));
        peer.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static Map<String, String> ofUsers(TrickServer server, Path users) {
        Map<String, String> settings = new HashMap<>(settings(server));
        settings.putAll(Map.of("dialect", "wse", "path", "/live", "users", users.toString()));
        return settings;
    }
}
