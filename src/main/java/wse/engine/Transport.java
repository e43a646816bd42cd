package wse.engine;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Optional;

/** The operating system's interface that the client's sockets use. */
public enum Transport {
    /** The best one on this machine: epoll on Linux, otherwise NIO. */
    AUTO,
    EPOLL,
    NIO,
    IO_URING,
    /** For many connections that answer in the same turn of an event loop: io_uring if this machine has it, else AUTO. */
    GATHERING;

    /**
     * Netty's switch for multishot polls of io_uring. In Netty 4.2.14 such a poll is lost if it fires during a read, and the
     * end of a connection may then go unnoticed (Netty issue 17049; seen with resets directly after data).
     */
    private static final String MULTISHOT_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

    /**
     * How many receives and sends go to the kernel in one system call. If there are more in a turn of the event loop, it
     * makes several calls, so that the server gets work before the turn is over. 128 and 512 cost the same
     * (docs/benchmarks.md, echoes beside gcannon).
     */
    private static final int RING_SIZE = 512;

    /**
     * Room for one receive and one send of 16,384 connections, so that completions do not overflow. Takes half a megabyte
     * per event loop. The kernel allows up to 65,536 entries.
     */
    private static final int COMPLETIONS = 32_768;

    static {
        if (System.getProperty(MULTISHOT_POLLS) == null) {
            System.setProperty(MULTISHOT_POLLS, "false");
        }
    }

    /** Whether this machine supports this transport. */
    public boolean isAvailable() {
        return unavailability().isEmpty();
    }

    /** Why this machine does not support this transport; empty if it does. */
    public Optional<String> unavailability() {
        return switch (this) {
            case AUTO, NIO, GATHERING -> Optional.empty();
            case EPOLL -> text(Epoll.unavailabilityCause());
            case IO_URING -> ringUnavailability();
        };
    }

    /** {@link RingSocket} needs Linux 5.19. So do registered buffer rings, and Netty reports whether those are supported. */
    private static Optional<String> ringUnavailability() {
        if (!IoUring.isAvailable()) {
            return text(IoUring.unavailabilityCause());
        }
        return IoUring.isRegisterBufferRingSupported()
                ? Optional.empty()
                : Optional.of("Linux 5.19 or newer is needed");
    }

    /** @param cause as Netty reports it; null if there is no cause */
    private static Optional<String> text(Throwable cause) {
        return Optional.ofNullable(cause).map(failure -> String.valueOf(failure.getMessage()));
    }

    /** This transport, or the one that AUTO or GATHERING stands for on this machine. */
    Transport resolved() {
        return switch (this) {
            case AUTO -> EPOLL.isAvailable() ? EPOLL : NIO;
            case GATHERING -> IO_URING.isAvailable() ? IO_URING : AUTO.resolved();
            default -> this;
        };
    }

    IoHandlerFactory ioHandlerFactory() {
        return switch (resolved()) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING ->
                IoUringIoHandler.newFactory(
                        new IoUringIoHandlerConfig().setRingSize(RING_SIZE).setCqSize(COMPLETIONS));
            default -> NioIoHandler.newFactory();
        };
    }

    /**
     * @param ipv4 whether to connect to an IPv4 address; a socket for IPv4 alone is cheaper than one for both families
     * @throws io.netty.channel.ChannelException for example if there is no descriptor left
     */
    Channel newChannel(boolean ipv4) {
        return switch (this) {
            case EPOLL -> ipv4 ? new EpollSocketChannel(SocketProtocolFamily.INET) : new EpollSocketChannel();
            case IO_URING -> new IoUringSocketChannel();
            default -> new NioSocketChannel();
        };
    }
}
