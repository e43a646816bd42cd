package wse.autobahn;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wse.python.Command;

/**
 * A process of {@code wstest}, the program of Autobahn's test suite. As a fuzzing server, it judges clients until it is
 * closed; as a fuzzing client, it judges a server and then ends. Its output is written to {@code wstest.log} beside its
 * reports.
 */
final class Wstest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Seconds that the suite waits for the other side's part of a handshake, instead of one second. Its own event loop
     * may be busy with another case for longer, and would then report a proper close as unclean.
     */
    private static final Map<String, Integer> PATIENT = Map.of("openHandshakeTimeout", 30, "closeHandshakeTimeout", 30);

    private final Process process;
    private final Path reports;

    private Wstest(Process process, Path reports) {
        this.process = process;
        this.reports = reports;
    }

    /**
     * Starts to listen for clients.
     *
     * @param python interpreter of an environment that has the suite
     * @param reports directory for Autobahn's own reports
     */
    static Wstest server(Path python, Path reports, int port, List<String> cases) throws IOException {
        return start(python, reports, "fuzzingserver", Map.of("url", "ws://127.0.0.1:" + port, "cases", cases));
    }

    /** Starts to judge a server. */
    static Wstest client(Path python, Path reports, String url, String agent, List<String> cases) throws IOException {
        return start(
                python,
                reports,
                "fuzzingclient",
                Map.of("servers", List.of(Map.of("agent", agent, "url", url)), "cases", cases));
    }

    private static Wstest start(Path python, Path reports, String mode, Map<String, Object> what) throws IOException {
        Files.createDirectories(reports);
        Path spec = reports.resolve("spec.json");
        Map<String, Object> all = new HashMap<>(what);
        all.putAll(Map.of("outdir", reports.toString(), "exclude-cases", List.of(), "exclude-agent-cases", Map.of()));
        all.put("options", PATIENT);
        JSON.writeValue(spec.toFile(), all);
        Process process = new ProcessBuilder(
                        python.toString(),
                        python.resolveSibling("wstest").toString(),
                        "--mode",
                        mode,
                        "--spec",
                        spec.toString(),
                        "--webport",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(reports.resolve("wstest.log").toFile())
                .start();
        return new Wstest(process, reports);
    }

    /** Waits until a fuzzing client has ended. */
    void await(Duration timeout) {
        if (!Command.ended(process, timeout)) {
            throw new AssertionError("wstest must end within " + timeout + "; see " + reports.resolve("wstest.log"));
        }
    }

    /** The verdicts in the reports that it has written. */
    Verdicts verdicts() throws IOException {
        return Verdicts.read(reports.resolve("index.json"));
    }

    @Override
    public void close() {
        process.destroy();
        Command.ended(process, Duration.ofSeconds(10));
        process.destroyForcibly();
    }
}
