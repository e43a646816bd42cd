package wse.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.FreePort;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.python.PythonEnvironment;
import wse.server.ReferenceServer;
import wse.server.ServerDialect;
import wse.server.ServerOptions;

/**
 * Runs Autobahn's test suite against both sides. The suite's own reports are written to {@code target/autobahn}. All cases of
 * chapters 12 and 13, about compression, take more than half an hour, so the build runs only the fast ones of each group.
 * {@code -Dautobahn.cases=all} runs all cases; {@code -Dautobahn.cases=12.1.*,13.7.1} runs those that match a pattern.
 */
class AutobahnIT {

    /** Empty for the cases of the build. */
    private static final String CHOSEN = System.getProperty("autobahn.cases", "");

    private static final List<String> MESSAGES = List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
    private static final List<String> LONG_MESSAGES = List.of("9.*");
    private static final List<String> COMPRESSION = List.of("12.*", "13.*");

    private static final int CASES_WITHOUT_COMPRESSION = 301;
    private static final int CASES_OF_COMPRESSION = 216;

    /** Each case sends 1,000 messages; in those of the build, they have 16 or 256 bytes. */
    private static final List<String> FEW_OF_COMPRESSION = Stream.concat(
                    IntStream.rangeClosed(1, 5).mapToObj(group -> "12." + group),
                    IntStream.rangeClosed(1, 7).mapToObj(group -> "13." + group))
            .flatMap(group -> Stream.of(group + ".1", group + ".3"))
            .toList();

    /**
     * Chapter 9 sends messages of up to 16 MiB, and those about compression send many, which keeps the suite's only thread
     * busy. Cases of the other chapters fail if the suite does not see an answer within half a second, so they run in
     * another process.
     */
    private static final List<List<String>> PARTS = switch (CHOSEN) {
        case "" -> List.of(MESSAGES, LONG_MESSAGES, FEW_OF_COMPRESSION);
        case "all" -> List.of(MESSAGES, LONG_MESSAGES, COMPRESSION);
        default -> List.of(List.of(CHOSEN.split(",")));
    };

    private static final Duration TIMEOUT = Duration.ofMinutes(CHOSEN.isEmpty() ? 5 : 90);
    private static final Path REPORTS = Path.of("target", "autobahn").toAbsolutePath();

    private static Path python;

    @BeforeAll
    static void findPython() {
        try {
            python = AutobahnEnvironment.python();
        } catch (PythonEnvironment.Unavailable e) {
            String missing = "SKIPPED: Autobahn's test suite: " + e.getMessage();
            System.out.println(missing);
            Assumptions.abort(missing);
        }
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.EPOLL, Transport.IO_URING).filter(Transport::isAvailable);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void shouldPassTheClient(Transport transport) throws Exception {
        String agent = "client-" + transport.name().toLowerCase(Locale.ROOT);
        List<Verdicts> verdicts = new ArrayList<>();
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, agent))) {
            for (List<String> cases : PARTS) {
                int port = FreePort.onLoopback();
                Path reports = REPORTS.resolve(agent + "-" + verdicts.size());
                try (Wstest server = Wstest.server(python, reports, port, cases)) {
                    new Testee(client, port, agent, together(cases)).run().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                    verdicts.add(server.verdicts());
                }
            }
        }
        judge(verdicts);
    }

    /** Cases about compression keep the suite's only thread busy all the time; many others wait. */
    private static int together(List<String> cases) {
        return cases.stream().allMatch(pattern -> pattern.startsWith("12.") || pattern.startsWith("13.")) ? 1 : 6;
    }

    @Test
    void shouldPassTheReferenceServer() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        options = options.withSpeech(
                        options.speech().withDialect(ServerDialect.ECHO).withCompression(true))
                .withLimits(options.limits().withMaxMessageBytes(ServerOptions.Limits.MOST_MESSAGE_BYTES));
        List<Wstest> parts = new ArrayList<>();
        try (ReferenceServer server = ReferenceServer.start(options)) {
            for (List<String> cases : PARTS) {
                Path reports = REPORTS.resolve("server-" + parts.size());
                parts.add(Wstest.client(python, reports, "ws://127.0.0.1:" + server.port(), "server", cases));
            }
            List<Verdicts> verdicts = new ArrayList<>();
            for (Wstest part : parts) {
                part.await(TIMEOUT);
                verdicts.add(part.verdicts());
            }
            judge(verdicts);
        } finally {
            parts.forEach(Wstest::close);
        }
    }

    private static void judge(List<Verdicts> parts) {
        Verdicts all = Verdicts.sum(parts);
        System.out.println(all);
        assertThat(all.bad()).isEmpty();
        assertThat(all.all()).isNotEmpty();
        if (CHOSEN.isEmpty()) {
            assertThat(all.all()).hasSize(CASES_WITHOUT_COMPRESSION + FEW_OF_COMPRESSION.size());
        } else if (CHOSEN.equals("all")) {
            assertThat(all.all()).hasSize(CASES_WITHOUT_COMPRESSION + CASES_OF_COMPRESSION);
        }
    }
}
