package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.ArrayList;
import java.util.List;

/** State that the connections of one event loop share: buffers, random numbers, channel options. Confined to that loop. */
final class LoopState {

    /** Large enough for nearly every frame that is sent, and for 370 messages of 175 bytes in one read. */
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Without TLS the channel reads only the response to the upgrade request; a {@link RingReceiver} reads the rest. */
    private static final int IO_URING_READ_BYTES = 2048;

    /** A channel is writable if and only if its queue is empty. */
    private static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    private final EventLoop loop;
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final Entropy entropy = new Entropy();
    private final UpgradeKey upgradeKey = new UpgradeKey(entropy);
    private final Pongs pongs = new Pongs();
    private final SharedDeflate deflate;
    private final ReusableBuffer reads = new ReusableBuffer(allocator, BUFFER_BYTES);
    private final ReusableBuffer writes = new ReusableBuffer(allocator, BUFFER_BYTES);
    private final RecvByteBufAllocator readBuffers;
    private final List<PooledFrameBlock> blocks = new ArrayList<>();
    private final ConnectionList connections = new ConnectionList();
    /** Completed on the event loop, but awaited while that loop may already be ending. */
    private final Promise<Void> allClosed = GlobalEventExecutor.INSTANCE.newPromise();

    private boolean closing;

    LoopState(EventLoop loop, Transport transport) {
        this.loop = loop;
        this.deflate = new SharedDeflate(allocator);
        this.readBuffers = transport == Transport.IO_URING
                ? new FixedRecvByteBufAllocator(IO_URING_READ_BYTES)
                : new ReadBuffers(reads);
    }

    EventLoop loop() {
        return loop;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    Entropy entropy() {
        return entropy;
    }

    UpgradeKey upgradeKey() {
        return upgradeKey;
    }

    Pongs pongs() {
        return pongs;
    }

    SharedDeflate deflate() {
        return deflate;
    }

    void configure(ChannelConfig config) {
        config.setAllocator(allocator);
        config.setRecvByteBufAllocator(readBuffers);
        config.setWriteBufferWaterMark(NOTHING_WAITS);
    }

    /** An empty buffer with room for this many bytes. Writing the buffer releases it. */
    ByteBuf writeBuffer(int bytes) {
        return writes.borrow(bytes);
    }

    /**
     * Encodes one masked frame. Writing the frame releases it.
     *
     * @param opcode may have the bit {@link MessageDeflate#RSV1}
     */
    ByteBuf frame(int opcode, ByteBuf payload) {
        ByteBuf frame = writes.borrow(FrameEncoder.MAX_HEADER_BYTES + payload.readableBytes());
        FrameEncoder.encode(frame, opcode, payload, entropy.nextInt());
        return frame;
    }

    void started(Connection connection) {
        connections.add(connection);
    }

    /** Whether the client is being closed. */
    boolean isClosing() {
        return closing;
    }

    void ended(Connection connection) {
        connections.remove(connection);
        if (closing && connections.isEmpty()) {
            allClosed.trySuccess(null);
        }
    }

    /**
     * Closes all connections, from any thread. An event loop that ends closes its channels, too, but with io_uring it
     * may end before they are closed, and the listeners would never hear of it.
     */
    Future<Void> closeConnections() {
        loop.execute(() -> {
            closing = true;
            connections.copy().forEach(Connection::closeWithClient);
            if (connections.isEmpty()) {
                allClosed.trySuccess(null);
            }
        });
        return allClosed;
    }

    /** Releases the block when the event loop ends, if that has not been done by then. */
    PooledFrameBlock owned(PooledFrameBlock block) {
        blocks.removeIf(PooledFrameBlock::isReleased);
        blocks.add(block);
        return block;
    }

    /** Call this when the event loop has ended. */
    void release() {
        blocks.forEach(PooledFrameBlock::releaseWithLoop);
        deflate.release();
        reads.release();
        writes.release();
    }
}
