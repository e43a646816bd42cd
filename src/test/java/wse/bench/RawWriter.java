package wse.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wse.engine.FrameBlock;

/**
 * Measures the raw limit: one thread writes bytes to TCP connections as fast as they take them, in writes of one size. There is
 * no WebSocket and nothing is counted but bytes. The memory is as large as the engine's pool of frames. Blocks are sent at once
 * (TCP_NODELAY); smaller writes use Nagle's algorithm, without which each would be a packet.
 */
final class RawWriter {

    private static final int POOL_BYTES = 256 * 1024;
    private static final int BLOCK_BYTES = FrameBlock.BYTES;
    private static final int VISITS_PER_LOOK = 16;
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final int bytesPerWrite;
    private final int pool;
    private final Selector selector;
    private final ByteBuffer memory;
    private int at;
    private long written;

    private RawWriter(int bytesPerWrite) throws IOException {
        this.bytesPerWrite = bytesPerWrite;
        this.pool = Math.max(bytesPerWrite, POOL_BYTES / bytesPerWrite * bytesPerWrite);
        this.selector = Selector.open();
        byte[] random = new byte[pool];
        ThreadLocalRandom.current().nextBytes(random);
        this.memory = ByteBuffer.allocateDirect(pool).put(random);
    }

    /** Returns how many bytes per second the kernel accepted. */
    static double bytesPerSecond(InetSocketAddress to, int connections, int bytesPerWrite, double seconds)
            throws IOException {
        RawWriter writer = new RawWriter(bytesPerWrite);
        List<SocketChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(to);
                channels.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, BLOCK_BYTES / bytesPerWrite <= 1);
                channel.configureBlocking(false).register(writer.selector, 0, writer.memory.duplicate());
            }
            return writer.write(channels, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
            writer.selector.close();
        }
    }

    private double write(List<SocketChannel> channels, long nanos) throws IOException {
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
        return written * 1e9 / (System.nanoTime() - start);
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
