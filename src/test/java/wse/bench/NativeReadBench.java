package wse.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import wse.config.Decoding;
import wse.config.Format;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Payload;
import wse.engine.EngineOptions;
import wse.engine.FrameBlock;
import wse.engine.Transport;
import wse.engine.WebSocketClient;

/**
 * Compares how fast the engine receives a flood with a client in C that only counts frames, and, if it decodes the messages,
 * with what the decoding library alone does on the same bytes, without a socket. All of them take turns on the same core; a
 * server in C sends.
 */
public final class NativeReadBench {

    private static final int[] SIZES = {64, 175, 16_384};
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Dialect dialect = new EchoDialect("/send");
    private final EngineFlood engine;
    private final NativeClient inC;
    private final double seconds;
    private final int rounds;

    private interface Receiver {
        Rate receive() throws Exception;
    }

    private NativeReadBench(WebSocketClient client, String[] args) {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[2]);
        this.seconds = Double.parseDouble(args[3]);
        this.rounds = Integer.parseInt(args[4]);
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
        this.engine = new EngineFlood(client, dialect, server, connections, seconds, TIMEOUT);
        this.inC = new NativeClient(args[1], port, connections, seconds);
    }

    /** Arguments: port, path of the client in C, connections, seconds, rounds. */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            NativeReadBench bench = new NativeReadBench(client, args);
            for (int size : SIZES) {
                bench.compare(
                        size + " B, frames",
                        "client in C",
                        () -> bench.inC.run("read", size, FrameBlock.BYTES),
                        () -> bench.engine.receive(Format.JSON, size, Decoding.FRAMES));
            }
            for (Format format : Format.values()) {
                for (int size : SIZES) {
                    bench.compareDecoding(format, size);
                }
            }
        }
    }

    private void compareDecoding(Format format, int size) throws Exception {
        Payload message = dialect.floodMessage(format, size);
        compare(
                message.length() + " B of " + format.label(),
                "library alone",
                () -> LibraryDecoding.run(format, message, seconds),
                () -> engine.receive(format, size, Decoding.PAYLOADS));
    }

    private void compare(String what, String other, Receiver theirs, Receiver ours) throws Exception {
        for (int i = 0; i < Rounds.WARM_UP; i++) {
            theirs.receive();
            ours.receive();
        }
        double[] reference = new double[rounds];
        double[] rate = new double[rounds];
        double[] ratio = new double[rounds];
        double[] cpuRatio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Rate their = theirs.receive();
            Rate our = ours.receive();
            reference[i] = their.perSecond();
            rate[i] = our.perSecond();
            ratio[i] = our.perSecond() / their.perSecond();
            cpuRatio[i] = our.perCpuSecond() / their.perCpuSecond();
        }
        System.out.printf(
                Locale.ROOT,
                "receive %-20s  %-13s %7.3f M/s  engine %7.3f M/s  ratio %.2f (%s)  per CPU second %.2f (%s)%n",
                what,
                other,
                Rounds.median(reference) / 1e6,
                Rounds.median(rate) / 1e6,
                Rounds.median(ratio),
                Rounds.list(ratio),
                Rounds.median(cpuRatio),
                Rounds.list(cpuRatio));
    }
}
