package wse.server;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import wse.child.ParentPipe;

/**
 * Main class of the process that {@link ServerProcess} starts. Reads its options from standard input up to an empty line,
 * prints a line when it is ready, and exits when standard input ends, which happens even if its parent process was killed.
 */
public final class ServerChild {

    /** Beginning of the line that reports the port and the URI of the counters. */
    static final String READY = "wse-server-ready";

    private ServerChild() {}

    public static void main(String[] args) throws IOException {
        ParentPipe.useFixedLocale();
        ParentPipe parent = new ParentPipe();
        try (ReferenceServer server = ReferenceServer.start(ServerProperties.read(options(parent)))) {
            System.out.println(READY + " port=" + server.port() + " metrics=" + server.metricsUri());
            parent.awaitEnd();
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // A thread of Netty's would keep this process alive for another second.
        System.exit(0);
    }

    private static Properties options(ParentPipe parent) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = parent.readLine();
        while (!line.isEmpty()) {
            text.append(line).append('\n');
            line = parent.readLine();
        }
        Properties options = new Properties();
        options.load(new StringReader(text.toString()));
        return options;
    }
}
