package wse.bench;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Connection;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;

/**
 * Measures what a machine needs for a connection and for a process: kernel memory of both ends of a connection, memory
 * of a process, and CPU per handshake on both ends. There is no warm-up, because a process that opens 15,000
 * connections and holds them is not warm either. Run by {@code bench/sizing.sh}.
 */
public final class SizingBench {

    private static final int WINDOW = 256;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final long MICROS_PER_TICK = 10_000;
    private static final long TIMEOUT_SECONDS = 120;

    private SizingBench() {}

    /** The resources that one process uses. */
    private record Use(long rssKb, long cpuMicros, long descriptors, long threads) {

        static Use of(String pid) throws IOException {
            Path proc = Path.of("/proc", pid);
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
            return new Use(
                    field(proc.resolve("status"), "VmRSS:"),
                    ticks * MICROS_PER_TICK,
                    count(proc.resolve("fd")),
                    count(proc.resolve("task")));
        }
    }

    /** Arguments: host, port, pid of the server, connections. */
    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[3]);
        Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, new Jwt(secret(), InstantSource.system()).issue());
        Endpoint endpoint = Endpoint.of(
                new InetSocketAddress(args[0], Integer.parseInt(args[1])),
                args[0] + ":" + args[1],
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1))) {
            EventLoop loop = client.loops().get(0);
            open(client, loop, endpoint, 1);
            measure(client, loop, endpoint, args[2], connections);
        }
    }

    private static String secret() {
        return "bench-secret-key-for-testing-only";
    }

    private static void measure(WebSocketClient client, EventLoop loop, Endpoint endpoint, String server, int count)
            throws Exception {
        long kernel = kernelBytes();
        Use clientBase = Use.of("self");
        Use serverBase = Use.of(server);
        long wire = loopbackBytes();
        long start = System.nanoTime();
        List<Connection> open = open(client, loop, endpoint, count);
        double seconds = (System.nanoTime() - start) / 1e9;
        long wireUp = loopbackBytes();
        long kernelUp = kernelBytes();
        Use clientUp = Use.of("self");
        Use serverUp = Use.of(server);
        say("connections", open.size(), "");
        say("kernel memory per pair (slab and socket buffers)", (kernelUp - kernel) / count, "B");
        say("bytes of a handshake on the wire, both directions", (wireUp - wire) / count, "B");
        say("up in", Math.round(seconds * 1e3), "ms");
        report("client", clientBase, clientUp, count);
        report("server", serverBase, serverUp, count);
    }

    private static void report(String name, Use base, Use up, int count) {
        say(name + ": base, resident", base.rssKb / 1024, "MB");
        say(name + ": resident with all connections", up.rssKb / 1024, "MB");
        say(name + ": descriptors besides the connections", up.descriptors - count, "");
        say(name + ": threads", up.threads, "");
        say(name + ": CPU per handshake, cold", (up.cpuMicros - base.cpuMicros) / count, "us");
    }

    private static void say(String what, long value, String unit) {
        System.out.printf(Locale.ROOT, "%-50s %,d %s%n", what, value, unit);
    }

    private static List<Connection> open(WebSocketClient client, EventLoop loop, Endpoint endpoint, int count)
            throws Exception {
        HandshakeRun run = new HandshakeRun(client, loop, endpoint, count, false);
        loop.execute(() -> run.start(Math.min(WINDOW, count)));
        return run.done().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static long kernelBytes() throws IOException {
        long slabKb = field(Path.of("/proc/meminfo"), "Slab:");
        String tcp = Files.readAllLines(Path.of("/proc/net/sockstat")).stream()
                .filter(line -> line.startsWith("TCP:"))
                .findFirst()
                .orElseThrow();
        long pages = Long.parseLong(tcp.substring(tcp.lastIndexOf(' ') + 1));
        return slabKb * 1024 + pages * 4096;
    }

    /** All bytes on the loopback interface of this network namespace; nothing else may run in it. */
    private static long loopbackBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/dev")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("lo:"))
                .map(line -> line.substring("lo:".length()).strip().split("\\s+")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static long field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.split("\\s+")[1])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
