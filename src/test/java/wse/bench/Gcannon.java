package wse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs gcannon, a published load generator in C on io_uring (MDA2AV/gcannon), on the cores of this process. */
final class Gcannon {

    private static final Pattern FRAMES = Pattern.compile("in ([0-9.]+)s, ([0-9]+) frames received");

    private Gcannon() {}

    /** Echoes per second of one thread. */
    static double echoesPerSecond(String program, int port, int connections, int bytes, int seconds, int inFlight)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program,
                        "http://127.0.0.1:" + port + "/",
                        "--ws",
                        "--ws-msg",
                        "x".repeat(bytes),
                        "-t",
                        "1",
                        "-c",
                        Integer.toString(connections),
                        "-d",
                        seconds + "s",
                        "-p",
                        Integer.toString(inFlight))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher frames = FRAMES.matcher(output);
        if (!frames.find()) {
            throw new IllegalStateException("gcannon said something else than was expected: " + output);
        }
        return Long.parseLong(frames.group(2)) / Double.parseDouble(frames.group(1));
    }
}
