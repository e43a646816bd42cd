package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Reads an open connection's bytes through its ring: one receive, submitted again after each completion, into a buffer that
 * grows with the amount of data received. Confined to the connection's event loop.
 */
final class RingReceiver {

    /** Enough for two dozen messages of a flood. */
    private static final int FIRST_BUFFER_BYTES = 4096;

    /** As much as the other transports read at once. */
    private static final int MAX_BUFFER_BYTES = 64 * 1024;

    private final Connection connection;
    private final RingSocket socket;
    private final ByteBufAllocator allocator;
    /** Empty once the connection has ended and no receive is under way. */
    private ByteBuf buffer;

    private IoUringIoOps receive;
    private long receiveId;
    private boolean receiving;
    private boolean stopped;

    RingReceiver(Connection connection, RingSocket socket, ByteBufAllocator allocator) {
        this.connection = connection;
        this.socket = socket;
        this.allocator = allocator;
        this.buffer = allocator.directBuffer(FIRST_BUFFER_BYTES, FIRST_BUFFER_BYTES);
        this.receive = socket.newReceive(buffer.memoryAddress(), FIRST_BUFFER_BYTES);
    }

    void start() {
        receiving = true;
        receiveId = socket.submit(receive);
    }

    /**
     * A receive is done.
     *
     * @param result how many bytes were received, 0 at the end of the input, or the negative error number
     */
    void received(int result) {
        try {
            if (!stopped) {
                report(result);
            }
        } finally {
            if (stopped) {
                release();
            } else if (result > 0 && socket.isOpen()) {
                growIfFilled(result);
                start();
            } else {
                receiving = false;
            }
        }
    }

    private void report(int result) {
        if (result > 0) {
            buffer.setIndex(0, result);
            connection.received(buffer, System.nanoTime());
            connection.readComplete();
        } else {
            if (result < 0) {
                connection.failed(RingSocket.failure("recv", result));
            }
            connection.inputEnded();
        }
    }

    private void growIfFilled(int lastBytes) {
        if (lastBytes == buffer.capacity() && lastBytes < MAX_BUFFER_BYTES) {
            buffer.release();
            buffer = allocator.directBuffer(2 * lastBytes, 2 * lastBytes);
            receive = socket.newReceive(buffer.memoryAddress(), 2 * lastBytes);
        }
    }

    /**
     * The connection has ended. A receive that is under way has to be cancelled, or the kernel would keep the socket and the
     * peer would not notice the end.
     */
    void stop() {
        stopped = true;
        if (receiving) {
            socket.cancel(receiveId);
        } else {
            release();
        }
    }

    private void release() {
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
    }
}
