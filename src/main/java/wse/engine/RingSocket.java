package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Errors;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/**
 * The bytes of an open connection by io_uring past the channel: one receive that waits, and at most one send of frames. All
 * that a loop's connections ask for in a turn goes to the kernel by one system call. The channel, which does not read any
 * more, still connects, closes, and writes all that is not a block's frames. Confined to the connection's event loop.
 *
 * <p>The opcodes and flags are those of linux/io_uring.h and linux/socket.h; Netty keeps its own names for them to itself.
 */
final class RingSocket implements IoUringIoHandle {

    private static final byte OP_ASYNC_CANCEL = 14;
    private static final byte OP_SEND = 26;
    private static final byte OP_RECV = 27;
    /** IORING_RECVSEND_POLL_FIRST: the receive waits before it tries, for there is nothing yet. */
    private static final short POLL_FIRST = 1;
    /** MSG_DONTWAIT and MSG_NOSIGNAL: what a full socket does not take is told, instead of waited for. */
    private static final int SEND_FLAGS = 0x40 | 0x4000;

    /** Of a receive: a flood's messages by the dozen. It grows up to the other transports' 64 KiB with what it gets. */
    private static final int FIRST_BUFFER_BYTES = 4096;

    private static final int MAX_BUFFER_BYTES = 64 * 1024;

    private final Connection connection;
    private final Outlet outlet;
    private final ByteBufAllocator allocator;
    private final int fd;
    private IoRegistration registration;
    /** Null once the connection has ended and no receive is under way. */
    private ByteBuf buffer;

    private IoUringIoOps receive;
    private long receiveId;
    private boolean receiving;
    private boolean stopped;

    private RingSocket(Connection connection, Outlet outlet, ByteBufAllocator allocator, int fd) {
        this.connection = connection;
        this.outlet = outlet;
        this.allocator = allocator;
        this.fd = fd;
    }

    /**
     * Takes over the reading from the channel.
     *
     * @throws ChannelException if the loop is on its way down
     */
    static RingSocket takeOver(Connection connection, Outlet outlet, IoUringSocketChannel channel) {
        RingSocket socket =
                new RingSocket(connection, outlet, channel.alloc(), channel.fd().intValue());
        Future<IoRegistration> registered = ((IoEventLoop) channel.eventLoop()).register(socket);
        if (!registered.isSuccess()) {
            throw new ChannelException(registered.cause());
        }
        socket.registration = registered.getNow();
        channel.config().setAutoRead(false);
        socket.buffer(FIRST_BUFFER_BYTES);
        socket.receive();
        return socket;
    }

    private void buffer(int bytes) {
        if (buffer != null) {
            buffer.release();
        }
        buffer = allocator.directBuffer(bytes, bytes);
        receive = ops(OP_RECV, POLL_FIRST, fd, buffer.memoryAddress(), bytes, 0);
    }

    private static IoUringIoOps ops(byte opcode, short ioPrio, int fd, long address, int length, int flags) {
        short none = 0;
        return new IoUringIoOps(opcode, (byte) 0, ioPrio, fd, 0, address, length, flags, 0L, none, none, 0, 0);
    }

    private void receive() {
        receiving = true;
        receiveId = registration.submit(receive);
    }

    /** A send of these bytes, to be used as often as one likes, one at a time. */
    IoUringIoOps newSend(long address, int bytes) {
        return ops(OP_SEND, (short) 0, fd, address, bytes, SEND_FLAGS);
    }

    /** {@link Outlet#sent} follows. */
    void send(IoUringIoOps send) {
        registration.submit(send);
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        try {
            if (completion.opcode() == OP_RECV) {
                received(completion.res());
            } else if (completion.opcode() == OP_SEND) {
                outlet.sent(completion.res());
            }
        } catch (RuntimeException e) {
            connection.failed(e);
        }
    }

    private void received(int result) {
        if (!stopped && result > 0) {
            buffer.setIndex(0, result);
            connection.received(buffer, System.nanoTime());
            connection.readComplete();
        } else if (!stopped) {
            connection.inputEnded(result == 0 ? null : failure("recv", result));
        }
        if (stopped) {
            release();
        } else if (result > 0) {
            receiveMore(result);
        } else {
            receiving = false;
        }
    }

    private void receiveMore(int lastBytes) {
        if (lastBytes == buffer.capacity() && lastBytes < MAX_BUFFER_BYTES) {
            buffer(2 * lastBytes);
        }
        receive();
    }

    static IOException failure(String call, int result) {
        return Errors.newIOException(call, result);
    }

    /** The connection has ended. Until the receive is called off, the kernel keeps the socket, and the peer is not told. */
    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (receiving) {
            registration.submit(ops(OP_ASYNC_CANCEL, (short) 0, -1, receiveId, 0, 0));
        } else {
            release();
        }
        registration.cancel();
    }

    private void release() {
        buffer.release();
        buffer = null;
    }

    /** The loop ends. */
    @Override
    public void close() {
        stop();
    }
}
