package wse.engine;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/**
 * An open connection's socket in the event loop's io_uring ring, bypassing Netty's channel: one receive that always waits
 * ({@link RingReceiver}), and at most one send of frames ({@link RingOutlet}). All requests that the loop's connections make
 * in one turn go to the kernel in one system call. The channel no longer reads; it still connects, closes, and writes
 * everything except the frames of a block. Confined to the connection's event loop.
 *
 * <p>The opcodes and flags are copied from linux/io_uring.h and linux/socket.h, because Netty does not publish its own
 * constants.
 */
final class RingSocket implements IoUringIoHandle {

    private static final byte OP_ASYNC_CANCEL = 14;
    private static final byte OP_SEND = 26;
    private static final byte OP_RECV = 27;
    /** IORING_RECVSEND_POLL_FIRST: the receive waits before its first attempt, because no data can have arrived yet. */
    private static final short POLL_FIRST = 1;
    /** MSG_DONTWAIT and MSG_NOSIGNAL: a full socket is reported, and the send does not wait for it. */
    private static final int SEND_FLAGS = 0x40 | 0x4000;

    private final Connection connection;
    private final RingOutlet outlet;
    private final FileDescriptor descriptor;
    private final IoRegistration registration;
    private final RingReceiver receiver;
    private boolean stopped;

    /**
     * Takes over reading from the channel.
     *
     * @throws ChannelException if the event loop is shutting down
     */
    RingSocket(Connection connection, RingOutlet outlet, IoUringSocketChannel channel) {
        this.connection = connection;
        this.outlet = outlet;
        this.descriptor = channel.fd();
        Future<IoRegistration> registered = ((IoEventLoop) channel.eventLoop()).register(this);
        if (!registered.isSuccess()) {
            throw new ChannelException(registered.cause());
        }
        this.registration = registered.getNow();
        channel.config().setAutoRead(false);
        this.receiver = new RingReceiver(connection, this, channel.alloc());
        receiver.start();
    }

    /**
     * If it is closed, another socket may already have its number, so nothing may be submitted to the kernel under that
     * number.
     */
    boolean isOpen() {
        return descriptor.isOpen();
    }

    /** A send of these bytes. It may be submitted any number of times, but only one at a time. */
    IoUringIoOps newSend(long address, int bytes) {
        return operation(OP_SEND, (short) 0, descriptor.intValue(), address, bytes, SEND_FLAGS);
    }

    /** A receive into this memory. It may be submitted any number of times, but only one at a time. */
    IoUringIoOps newReceive(long address, int bytes) {
        return operation(OP_RECV, POLL_FIRST, descriptor.intValue(), address, bytes, 0);
    }

    private static IoUringIoOps operation(
            byte opcode, short ioPrio, int descriptor, long address, int length, int flags) {
        short none = 0;
        return new IoUringIoOps(opcode, (byte) 0, ioPrio, descriptor, 0, address, length, flags, 0L, none, none, 0, 0);
    }

    /** The socket must be open. Returns an id for {@link #cancel}. */
    long submit(IoUringIoOps operation) {
        return registration.submit(operation);
    }

    void cancel(long submitted) {
        registration.submit(operation(OP_ASYNC_CANCEL, (short) 0, -1, submitted, 0, 0));
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        try {
            if (completion.opcode() == OP_RECV) {
                receiver.received(completion.res());
            } else if (completion.opcode() == OP_SEND) {
                outlet.sent(completion.res());
            }
        } catch (RuntimeException e) {
            connection.failed(e);
        }
    }

    static IOException failure(String call, int result) {
        return Errors.newIOException(call, result);
    }

    /** The connection has ended. */
    void stop() {
        if (!stopped) {
            stopped = true;
            receiver.stop();
            registration.cancel();
        }
    }

    /** The event loop ends. */
    @Override
    public void close() {
        stop();
    }
}
