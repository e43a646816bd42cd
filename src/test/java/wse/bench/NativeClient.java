package wse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the WebSocket client of {@code bench/c/client.c} on the cores of this process, against {@code bench/c/peer.c}. */
final class NativeClient {

    private final String program;
    private final int port;
    private final int connections;
    private final double seconds;

    NativeClient(String program, int port, int connections, double seconds) {
        this.program = program;
        this.port = port;
        this.connections = connections;
        this.seconds = seconds;
    }

    /**
     * Sends or counts frames.
     *
     * @param how {@code read}, {@code pool}, {@code fresh}, {@code writev} or {@code zerocopy}
     * @param payloadBytes length of each message
     */
    Rate run(String how, int payloadBytes, int blockBytes) throws IOException, InterruptedException {
        List<String> command = List.of(
                program,
                Integer.toString(port),
                how,
                Integer.toString(connections),
                Double.toString(seconds),
                Integer.toString(payloadBytes),
                Integer.toString(blockBytes));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the client in C has failed: " + output);
        }
        String[] figures = output.trim().split(" ");
        return Rate.of(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }
}
