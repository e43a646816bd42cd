package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.BadInputException;
import wse.config.TestKind;
import wse.foreign.ForeignProtocol;
import wse.foreign.ForeignServer;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;

/**
 * The examples of the documentation against servers that are not ours, from package registries: five tests of each protocol,
 * with the netty engine.
 */
class ForeignServersIT {

    private static final List<ForeignServer> SERVERS = new ArrayList<>();
    private static final Map<ForeignProtocol, LibraryRun> RUNS = new EnumMap<>(ForeignProtocol.class);

    @TempDir
    private static Path directory;

    /** One server for all tests of a protocol. */
    private static LibraryRun run(ForeignProtocol protocol) throws IOException {
        if (!RUNS.containsKey(protocol)) {
            ForeignServer server = protocol.start();
            SERVERS.add(server);
            Map<String, String> settings = new HashMap<>();
            protocol.settings(server, directory).forEach((key, value) -> settings.put("wse." + key, value));
            RUNS.put(protocol, new LibraryRun(directory, settings));
        }
        return RUNS.get(protocol);
    }

    @AfterAll
    static void close() {
        SERVERS.forEach(ForeignServer::close);
        SERVERS.clear();
        RUNS.clear();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogIn(ForeignProtocol protocol) throws Exception {
        TierMeasurement storm =
                run(protocol).lastTier(TestKind.CONNECTION_STORM, Map.of("wse.tiers", "12", "wse.settleTime", "0s"));

        assertThat(storm.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
    }

    @ParameterizedTest
    @EnumSource
    void shouldPing(ForeignProtocol protocol) throws Exception {
        TierMeasurement pings = run(protocol)
                .lastTier(TestKind.PING_LATENCY, Map.of("wse.tiers", "6", "wse.pings", "5", "wse.duration", "500ms"));

        assertThat(pings.pingOutcomes().total()).isPositive();
        assertThat(pings.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, pings.pingOutcomes().total()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHold(ForeignProtocol protocol) throws Exception {
        TierMeasurement hold = run(protocol)
                .lastTier(
                        TestKind.SUSTAINED_HOLD,
                        Map.of("wse.tiers", "4", "wse.holdDuration", "500ms", "wse.pingInterval", "250ms"));

        assertThat(hold.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 4L));
        assertThat(hold.pingOutcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, hold.pingOutcomes().total()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldConfirmAFlood(ForeignProtocol protocol) throws Exception {
        assertConfirmed(run(protocol).lastTier(TestKind.THROUGHPUT, flood("out")));
    }

    /** The server sends the messages back, or answers each of them. */
    @ParameterizedTest
    @EnumSource(names = {"ECHO", "CENTRIFUGO", "MQTT"})
    void shouldConfirmAFloodByItsAnswers(ForeignProtocol protocol) throws Exception {
        assertConfirmed(run(protocol).lastTier(TestKind.THROUGHPUT, flood("echo")));
    }

    /** Floods that docs/script.md shows, whose messages are answered one by one. */
    @ParameterizedTest
    @CsvSource({"GRAPHQL, GraphQL", "SOCKET_IO, Socket.IO", "STOMP, STOMP"})
    void shouldConfirmAnsweredMessages(ForeignProtocol protocol, String title) throws Exception {
        String example = protocol.example();
        String others = example.substring(0, example.indexOf("\nflood:") + 1);
        Path script = Files.writeString(directory.resolve(protocol + "-answers.yaml"), others + floodOfDocs(title));
        Map<String, String> settings =
                Map.of("wse.script", script.toString(), "wse.tiers", "2", "wse.duration", "500ms");

        assertConfirmed(run(protocol).lastTier(TestKind.THROUGHPUT, settings));
    }

    private static String floodOfDocs(String title) throws IOException {
        String block = "```text\n# " + title + ": ";
        String docs = Files.readString(Path.of("docs/script.md"));
        assertThat(docs).contains(block);
        String rest = docs.substring(docs.indexOf(block) + "```text\n".length());
        return rest.substring(0, rest.indexOf("```"));
    }

    private static Map<String, String> flood(String direction) {
        return Map.of("wse.tiers", "2", "wse.duration", "500ms", "wse.direction", direction);
    }

    private static void assertConfirmed(TierMeasurement flood) {
        assertThat(flood.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 2L));
        assertThat(flood.messages().sent()).isPositive();
        assertThat(flood.messages().confirmed()).isEqualTo(flood.messages().sent());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSearchForTheLimit(ForeignProtocol protocol) throws Exception {
        Map<String, String> settings = Map.of(
                "wse.maxConnections", "8",
                "wse.firstStep", "4",
                "wse.holdDuration", "500ms",
                "wse.pingInterval", "250ms");

        assertThat(run(protocol).result(TestKind.CONNECTION_LIMIT, settings).tiers())
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.measured().outcomes().of(Outcome.OK))
                        .isEqualTo(step.measured().outcomes().total()));
    }

    /** The broker drops clients that send nothing for 400 ms; the storm takes two seconds. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendHeartBeats(boolean beats) throws Exception {
        String example = ForeignProtocol.STOMP
                .example()
                .replace("heart-beat:60000,60000", "heart-beat:300,0")
                .replace("idleTimeout: 60s", "idleTimeout: 400ms")
                .replace("every: 30s", "every: 150ms");
        String silent = example.replaceAll("keepAlive:\\n.*\\n.*\\n", "");
        Path script = Files.writeString(directory.resolve("beats-" + beats + ".yaml"), beats ? example : silent);
        Map<String, String> settings = Map.of(
                "wse.script", script.toString(), "wse.tiers", "8", "wse.connectRate", "4", "wse.settleTime", "0s");

        TierMeasurement storm = run(ForeignProtocol.STOMP).lastTier(TestKind.CONNECTION_STORM, settings);

        assertThat(storm.outcomes().of(Outcome.OK) == 8).isEqualTo(beats);
    }

    @Test
    void shouldShareALoginBetweenTwoProcesses() throws Exception {
        TierMeasurement storm = run(ForeignProtocol.SOCKET_IO)
                .lastTier(TestKind.CONNECTION_STORM, Map.of("wse.tiers", "12", "wse.processes", "2"));

        assertThat(storm.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GRAPHQL | connection_init\"} | connection_init\",\"payload\":{\"token\":\"wrong\"}}"
                        + " | close code 4403 (close reason \"Forbidden\", the server refused the connection_init)",
                "SOCKET_IO | send: '40' | send: '40{\"token\":\"wrong\"}'"
                        + " | the server refused to connect the client to the namespace: not with this token",
                "STOMP | login:guest | login:nobody | the broker refused the connection; check login, passcode and host",
                "CENTRIFUGO | \"connect\":{} | \"connect\":{\"token\":\"wrong\"} | close code 3500 (close reason \"invalid token\", the token is invalid)"
            })
    void shouldSayThatTheServerRefusesTheLogin(ForeignProtocol protocol, String right, String wrong, String words)
            throws Exception {
        String example = protocol.example();
        assertThat(example).contains(right);
        Path script = Files.writeString(directory.resolve(protocol + "-wrong.yaml"), example.replace(right, wrong));
        LibraryRun run = run(protocol);

        assertThatThrownBy(() -> run.result(
                        TestKind.CONNECTION_STORM, Map.of("wse.script", script.toString(), "wse.tiers", "1")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(words);
    }
}
