package wse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Floods ports with everything that a stranger without the secret can send: garbage, incomplete messages, huge
 * announced lengths, recorded messages, and connections that say nothing. {@code flood.seconds} says for how many
 * seconds.
 */
public final class Strangers implements AutoCloseable {

    /** Connections that each thread keeps open. */
    private static final int OPEN = 300;

    private static final int GARBAGE_BYTES = 64 << 10;

    private final List<byte[]> recorded;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean over;

    private Strangers(List<byte[]> recorded) {
        this.recorded = recorded;
    }

    /** How long a flood should last. */
    public static Duration duration() {
        return Duration.ofSeconds(Long.getLong("flood.seconds", 3));
    }

    /** Floods each of these ports from one thread, until it is closed. */
    public static Strangers flood(List<byte[]> recorded, List<InetSocketAddress> ports) {
        Strangers strangers = new Strangers(recorded);
        for (InetSocketAddress port : ports) {
            Thread thread = new Thread(() -> strangers.flood(port), "stranger-" + port);
            thread.setDaemon(true);
            thread.start();
            strangers.threads.add(thread);
        }
        return strangers;
    }

    /** The number of connections that were opened. */
    public long connections() {
        return connections.get();
    }

    private void flood(InetSocketAddress port) {
        Random random = new Random(port.getPort());
        Deque<Socket> open = new ArrayDeque<>();
        while (!over) {
            try {
                Socket socket = new Socket();
                open.add(socket);
                socket.connect(port, 100);
                connections.incrementAndGet();
                socket.getOutputStream().write(message(random));
            } catch (IOException refused) {
                connections.incrementAndGet();
            }
            if (open.size() > OPEN) {
                close(open.remove());
            }
        }
        open.forEach(Strangers::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It has ended already.
        }
    }

    private byte[] message(Random random) {
        int kind = random.nextInt(5 + recorded.size());
        return switch (kind) {
            case 0 -> garbage(random);
            case 1 -> new byte[0];
            case 2 -> "wse2 and no more".getBytes(StandardCharsets.US_ASCII);
            case 3 -> helloOfJGroups(7_800);
            case 4 -> "GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> recorded.get(kind - 5);
        };
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[GARBAGE_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What a member of version 5.5 of JGroups says first, without a secret, and the head of a message of 16 MiB. */
    public static byte[] helloOfJGroups(int port) {
        return ByteBuffer.allocate(19)
                .put("bela".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0x2d46)
                .putShort((short) 7)
                .put((byte) 4)
                .put(new byte[] {127, 0, 0, 1})
                .putShort((short) port)
                .putInt((16 << 20) - 4)
                .array();
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
