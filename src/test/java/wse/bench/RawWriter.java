package wse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wse.engine.FrameBlock;

/**
 * Measures the raw limit: one thread writes masked frames to connections as fast as they take them, in writes of one size.
 * Nothing is counted but bytes. The frames are made beforehand, and fill as much memory as the engine's pool of frames.
 * Blocks are sent at once (TCP_NODELAY); smaller writes use Nagle's algorithm, without which each would be a packet.
 */
final class RawWriter {

    private static final int POOL_BYTES = 256 * 1024;
    private static final int BLOCK_BYTES = FrameBlock.BYTES;
    private static final String UPGRADE = "GET /count HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final int VISITS_PER_LOOK = 16;
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final int bytesPerWrite;
    private final int pool;
    private final Selector selector;
    private final ByteBuffer memory;
    private int at;
    private long written;

    private RawWriter(int payloadBytes, int framesPerWrite) throws IOException {
        this.bytesPerWrite = framesPerWrite * FrameBlock.frameBytes(payloadBytes);
        this.pool = Math.max(1, POOL_BYTES / bytesPerWrite) * bytesPerWrite;
        this.selector = Selector.open();
        this.memory = ByteBuffer.allocateDirect(pool);
        while (memory.hasRemaining()) {
            putFrame(memory, payloadBytes);
        }
    }

    /** A text frame with random content, which nobody unmasks. */
    private static void putFrame(ByteBuffer to, int payloadBytes) {
        to.put((byte) 0x81);
        if (payloadBytes <= 125) {
            to.put((byte) (0x80 | payloadBytes));
        } else if (payloadBytes <= 0xffff) {
            to.put((byte) 0xfe).putShort((short) payloadBytes);
        } else {
            to.put((byte) 0xff).putLong(payloadBytes);
        }
        byte[] maskAndPayload = new byte[4 + payloadBytes];
        ThreadLocalRandom.current().nextBytes(maskAndPayload);
        to.put(maskAndPayload);
    }

    /** The rate is what the kernel accepted. */
    static Rate send(InetSocketAddress to, int connections, int payloadBytes, int framesPerWrite, double seconds)
            throws IOException {
        long cpuBefore = cpuNanos();
        RawWriter writer = new RawWriter(payloadBytes, framesPerWrite);
        int bytesPerWrite = writer.bytesPerWrite;
        List<SocketChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(to);
                channels.add(channel);
                upgrade(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, BLOCK_BYTES / bytesPerWrite <= 1);
                channel.configureBlocking(false).register(writer.selector, 0, writer.memory.duplicate());
            }
            long nanos = writer.write(channels, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
            double frames = (double) writer.written / FrameBlock.frameBytes(payloadBytes);
            return Rate.of(frames, nanos / 1e9, (cpuNanos() - cpuBefore) / 1e9);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
            writer.selector.close();
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void upgrade(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(UPGRADE.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(4096);
        while (!new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
            if (channel.read(answer) <= 0) {
                throw new IOException("the server did not answer the upgrade request");
            }
        }
    }

    /** Returns how many nanoseconds it took. */
    private long write(List<SocketChannel> channels, long nanos) throws IOException {
        Queue<SelectionKey> writable = new ArrayDeque<>();
        for (SocketChannel channel : channels) {
            ByteBuffer view = (ByteBuffer) channel.keyFor(selector).attachment();
            view.limit(0);
            writable.add(channel.keyFor(selector));
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            for (int i = 0; i < VISITS_PER_LOOK && !writable.isEmpty(); i++) {
                visit(writable.remove(), writable);
            }
            if (writable.size() < channels.size()) {
                look(writable);
            }
        }
        return System.nanoTime() - start;
    }

    /** Small writes follow each other on one connection, so that the kernel can combine them. */
    private void visit(SelectionKey key, Queue<SelectionKey> writable) throws IOException {
        for (int bytes = 0; bytes < BLOCK_BYTES; bytes += bytesPerWrite) {
            if (!write(key)) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
        }
        writable.add(key);
    }

    /** Finds the sockets that accept more; waits only if no socket does. */
    private void look(Queue<SelectionKey> writable) throws IOException {
        Consumer<SelectionKey> again = key -> {
            key.interestOps(0);
            writable.add(key);
        };
        if (writable.isEmpty()) {
            selector.select(again, LONGEST_WAIT_MILLIS);
        } else {
            selector.selectNow(again);
        }
    }

    private boolean write(SelectionKey key) throws IOException {
        ByteBuffer view = (ByteBuffer) key.attachment();
        if (!view.hasRemaining()) {
            if (at == pool) {
                at = 0;
            }
            view.limit(at + bytesPerWrite).position(at);
            at += bytesPerWrite;
        }
        written += ((SocketChannel) key.channel()).write(view);
        return !view.hasRemaining();
    }
}
