package wse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the throughput test of the published Rust client on the cores of this process: 175 bytes of JSON, one frame per write.
 * It prints how many messages it has sent.
 */
final class WseBench {

    private static final Pattern MESSAGES = Pattern.compile("Messages: *([0-9,]+)");
    private static final Pattern DURATION = Pattern.compile("Duration: *([0-9.]+)s");
    /** USER_HZ of Linux: the unit of times in {@code /proc}. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code /proc/self/stat} after the command name: user and system time of ended children. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    private WseBench() {}

    /**
     * @param messages sent
     * @param cpuSeconds user and system time of its whole process
     */
    record Run(double seconds, long messages, double cpuSeconds) {

        double perSecond() {
            return messages / seconds;
        }

        double perCpuSecond() {
            return messages / cpuSeconds;
        }
    }

    static Run throughput(String program, int port, int connections, int seconds)
            throws IOException, InterruptedException {
        double before = childrenCpuSeconds();
        Process process = new ProcessBuilder(
                        program,
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--test",
                        "throughput",
                        "--tiers",
                        Integer.toString(connections),
                        "--duration",
                        Integer.toString(seconds))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        long messages = Long.parseLong(first(MESSAGES, output).replace(",", ""));
        double took = Double.parseDouble(first(DURATION, output));
        return new Run(took, messages, childrenCpuSeconds() - before);
    }

    private static String first(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wse-bench said something else than was expected: " + output);
        }
        return matcher.group(1);
    }

    private static double childrenCpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS_PER_SECOND;
    }
}
