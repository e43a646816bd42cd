package wse.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.EchoDialect;
import wse.engine.EngineOptions;
import wse.engine.FrameBlock;
import wse.engine.Transport;
import wse.engine.WebSocketClient;

/**
 * Compares floods of the engine, of a {@link RawWriter} and of a client in C, in turns, against one receiver in C that counts
 * frames. The rates are the receiver's: frames counted, from the first to the last. All senders use the same core.
 */
public final class NativeSendBench {

    private static final int[] SIZES = {64, 175, 16_384};
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The first of the senders; the others are compared with it. */
    private static final String REFERENCE = "C, pool";

    private final EngineFlood engine;
    private final NativeClient inC;
    private final NativePeer receiver;
    private final InetSocketAddress server;
    private final int connections;
    private final double seconds;
    private final int rounds;

    private interface Sender {
        Rate send(int size) throws Exception;
    }

    private NativeSendBench(WebSocketClient client, String program, int port, String[] args) {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.connections = Integer.parseInt(args[2]);
        this.seconds = Double.parseDouble(args[3]);
        this.rounds = Integer.parseInt(args[4]);
        this.engine = new EngineFlood(client, new EchoDialect("/count"), server, connections, seconds, TIMEOUT);
        this.inC = new NativeClient(program, port, connections, seconds);
        this.receiver = new NativePeer(port);
    }

    /** Arguments: port, path of the client in C, connections, seconds, rounds. */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            NativeSendBench bench = new NativeSendBench(client, args[1], Integer.parseInt(args[0]), args);
            for (int size : SIZES) {
                bench.compare(size);
            }
        }
    }

    private Map<String, Sender> senders() {
        Map<String, Sender> senders = new LinkedHashMap<>();
        senders.put(REFERENCE, size -> inC.run("pool", size, FrameBlock.BYTES));
        senders.put("engine, pool", size -> engine.send(size, FramesPerWrite.BLOCK, Masking.POOL));
        senders.put("engine, fresh", size -> engine.send(size, FramesPerWrite.BLOCK, Masking.FRESH));
        senders.put("C, fresh", size -> inC.run("fresh", size, FrameBlock.BYTES));
        senders.put(
                "raw JDK writer",
                size -> RawWriter.send(server, connections, size, FrameBlock.framesPerBlock(size), seconds));
        if (Boolean.getBoolean("variants")) {
            senders.put("C, writev of four blocks", size -> inC.run("writev", size, FrameBlock.BYTES));
            senders.put("C, zero copy", size -> inC.run("zerocopy", size, FrameBlock.BYTES));
            senders.put("C, half a block", size -> inC.run("pool", size, FrameBlock.BYTES / 2));
            senders.put("C, two blocks in one", size -> inC.run("pool", size, 2 * FrameBlock.BYTES));
            senders.put("C, four blocks in one", size -> inC.run("pool", size, 4 * FrameBlock.BYTES));
        }
        return senders;
    }

    private void compare(int size) throws Exception {
        Map<String, Sender> senders = senders();
        Map<String, double[]> rates = new LinkedHashMap<>();
        Map<String, double[]> perCpuSecond = new LinkedHashMap<>();
        for (int i = 0; i < Rounds.WARM_UP; i++) {
            for (Sender each : senders.values()) {
                each.send(size);
            }
        }
        receiver.framesPerSecond();
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<String, Sender> each : senders.entrySet()) {
                Rate sent = each.getValue().send(size);
                rates.computeIfAbsent(each.getKey(), name -> new double[rounds])[i] = receiver.framesPerSecond();
                perCpuSecond.computeIfAbsent(each.getKey(), name -> new double[rounds])[i] = sent.perCpuSecond();
            }
        }
        rates.keySet().forEach(name -> print(size, name, rates, perCpuSecond));
    }

    private static void print(int size, String name, Map<String, double[]> rates, Map<String, double[]> perCpuSecond) {
        double[] ratio = Rounds.ratios(rates.get(name), rates.get(REFERENCE));
        double[] cpuRatio = Rounds.ratios(perCpuSecond.get(name), perCpuSecond.get(REFERENCE));
        System.out.printf(
                Locale.ROOT,
                "send %6d B  %-24s %7.3f M/s  ratio %.2f (%s)  per CPU second %.2f (%s)%n",
                size,
                name,
                Rounds.median(rates.get(name)) / 1e6,
                Rounds.median(ratio),
                Rounds.list(ratio),
                Rounds.median(cpuRatio),
                Rounds.list(cpuRatio));
    }
}
