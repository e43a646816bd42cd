package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** What the connections of one event loop share. Confined to that loop. */
final class LoopState {

    /** More than any frame but a large one, and 370 messages of 175 bytes in one read. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int IO_URING_READ_BYTES = 2048;

    /** Not writable while anything waits for the socket, writable as soon as nothing does. */
    private static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    private final EventLoop loop;
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final Entropy entropy = new Entropy();
    private final UpgradeKey upgradeKey = new UpgradeKey(entropy);
    private final ReusableBuffer reads = new ReusableBuffer(allocator, BUFFER_BYTES);
    private final ReusableBuffer writes = new ReusableBuffer(allocator, BUFFER_BYTES);
    private final RecvByteBufAllocator readBuffers;
    private boolean connecting;

    LoopState(EventLoop loop, Transport transport) {
        this.loop = loop;
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

    void configure(ChannelConfig config) {
        config.setAllocator(allocator);
        config.setRecvByteBufAllocator(readBuffers);
        config.setWriteBufferWaterMark(NOTHING_WAITS);
    }

    ByteBuf writeBuffer(int bytes) {
        return writes.borrow(bytes);
    }

    /** One masked frame, to be released by whoever writes it. */
    ByteBuf frame(int opcode, ByteBuf payload) {
        ByteBuf frame = writes.borrow(FrameEncoder.MAX_HEADER_BYTES + payload.readableBytes());
        FrameEncoder.encode(frame, opcode, payload, entropy.nextInt());
        return frame;
    }

    /** Whether {@link WebSocketClient#connect} is on the stack: no callbacks then. */
    boolean isConnecting() {
        return connecting;
    }

    void connecting(boolean now) {
        connecting = now;
    }

    /** After the loop's end. */
    void release() {
        reads.release();
        writes.release();
    }
}
