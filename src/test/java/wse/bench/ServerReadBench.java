package wse.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import wse.Cores;
import wse.config.ReadMode;
import wse.dialect.Jwt;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/**
 * Measures how many frames per second the reference server reads on one core. The server has one event loop, pinned to
 * a core. Frames that were masked beforehand are sent from the other cores in large writes. The result is the server's
 * counter divided by its CPU time, so it does not matter if other programs use the core, too. Run by {@code
 * bench/server-read.sh}.
 */
public final class ServerReadBench {

    private static final int CONNECTIONS = 4;
    private static final int BATCH_BYTES = 256 << 10;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final String TRADE =
            "{\"t\":\"trade_update\",\"p\":{\"symbol\":\"ES\",\"side\":\"buy\",\"price\":5234.75,"
                    + "\"qty\":2,\"ts\":\"2026-02-23T14:30:00.123Z\",\"account\":\"acc_01HQ3\","
                    + "\"tags\":[\"momentum\",\"breakout\"],\"score\":0.87}}";

    private record Sample(long messages, long nanos, long cpuNanos) {}

    private ServerReadBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String core = args.length > 0 ? args[0] : "0";
        System.out.printf(
                "payload %d bytes, %d connections, server pinned to core %s%n", TRADE.length(), CONNECTIONS, core);
        for (ReadMode mode : args.length > 1 ? new ReadMode[] {ReadMode.valueOf(args[1])} : ReadMode.values()) {
            measure(mode, core);
        }
    }

    private static void measure(ReadMode mode, String core) throws IOException, InterruptedException {
        ServerOptions options = ServerOptions.defaults();
        options = options.withListen(options.listen().withLoops(1))
                .withSpeech(options.speech().withRead(mode));
        List<Thread> senders = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(options)) {
            Cores.pin(server.pid(), Integer.parseInt(core));
            senders.addAll(flood(server.port()));
            sample(server, WARM_UP);
            Sample before = sample(server, Duration.ZERO);
            Sample after = sample(server, WINDOW);
            report(mode, before, after);
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private static void report(ReadMode mode, Sample before, Sample after) {
        double messages = after.messages() - before.messages();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        double cpuSeconds = (after.cpuNanos() - before.cpuNanos()) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-5s  %6.2f M frames/s  core busy %3.0f %%  %6.2f M frames per second of CPU (%.0f ns each)%n",
                mode.name().toLowerCase(Locale.ROOT),
                messages / seconds / 1e6,
                100 * cpuSeconds / seconds,
                messages / cpuSeconds / 1e6,
                1e9 * cpuSeconds / messages);
    }

    private static Sample sample(ServerProcess server, Duration later) throws IOException, InterruptedException {
        long due = System.nanoTime() + later.toNanos();
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        long messages = messages(server.metricsUri());
        long cpuNanos = ProcessHandle.of(server.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
        return new Sample(messages, System.nanoTime(), cpuNanos);
    }

    private static long messages(URI metrics) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        return response.body()
                .lines()
                .filter(line -> line.startsWith("wse_messages_received_total "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private static List<Thread> flood(int port) throws IOException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = connect(port);
            Thread sender = new Thread(() -> send(channel, batch()), "sender-" + i);
            sender.start();
            senders.add(sender);
        }
        return senders;
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String token = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue();
        String request = "GET /wse HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static void send(SocketChannel channel, ByteBuffer batch) {
        try (channel) {
            while (true) {
                channel.write(batch);
                if (!batch.hasRemaining()) {
                    batch.rewind();
                }
            }
        } catch (IOException e) {
            // Stopping the server after the window ends the sending. An earlier failure would show in the rate.
            Thread.currentThread().interrupt();
        }
    }

    private static ByteBuffer batch() {
        byte[] payload = TRADE.getBytes(StandardCharsets.US_ASCII);
        int frameBytes = 8 + payload.length;
        int frames = BATCH_BYTES / frameBytes;
        ByteBuffer batch = ByteBuffer.allocateDirect(frames * frameBytes);
        byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
        for (int i = 0; i < frames; i++) {
            batch.put((byte) 0x81)
                    .put((byte) 0xfe)
                    .putShort((short) payload.length)
                    .put(mask);
            for (int j = 0; j < payload.length; j++) {
                batch.put((byte) (payload[j] ^ mask[j & 3]));
            }
        }
        return batch.flip();
    }
}
