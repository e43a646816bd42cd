package wse.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Main class of the process that {@link ServerProcess} starts. Reads its options from standard input up to an empty line,
 * prints a line when it is ready, and exits when standard input ends, which happens even if its parent process was killed.
 */
public final class ServerChild {

    /** Beginning of the line that reports the port and the URI of the counters. */
    static final String READY = "wse-server-ready";

    private ServerChild() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ReferenceServer server = ReferenceServer.start(ServerProperties.read(options(in)))) {
            System.out.println(READY + " port=" + server.port() + " metrics=" + server.metricsUri());
            awaitEnd(in);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static Properties options(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            text.append(line).append('\n');
            line = in.readLine();
        }
        Properties options = new Properties();
        options.load(new StringReader(text.toString()));
        return options;
    }

    private static void awaitEnd(BufferedReader in) throws IOException {
        String ignored = in.readLine();
        while (ignored != null) {
            ignored = in.readLine();
        }
    }
}
