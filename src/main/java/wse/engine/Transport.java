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

/** How the client talks to the operating system. */
public enum Transport {
    /** The best one this machine has: epoll on Linux, else NIO. io_uring only on demand. */
    AUTO,
    EPOLL,
    NIO,
    IO_URING,
    /** Where many connections answer in one turn of a loop: io_uring if this machine has it, else as AUTO. */
    GATHERING;

    /**
     * Netty's switch for io_uring's polls that stay armed. In 4.2.14 such a poll, firing while a read is under way, is
     * forgotten, and the end of a connection may never be noticed (Netty's issue 17049; seen with resets right after data).
     */
    private static final String STANDING_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

    /** Receives and sends that go to the kernel together; those of more links go in several calls, and the server gets work. */
    private static final int RING_SIZE = 512;

    /** A receive and a send of 16,384 connections: half a megabyte for each loop. The kernel's most is 65,536. */
    private static final int COMPLETIONS = 32_768;

    static {
        if (System.getProperty(STANDING_POLLS) == null) {
            System.setProperty(STANDING_POLLS, "false");
        }
    }

    /** Whether this machine can do it. */
    public boolean isAvailable() {
        return unavailability() == null;
    }

    /** Why this machine cannot do it, or null if it can. */
    public String unavailability() {
        return switch (this) {
            case AUTO, NIO, GATHERING -> null;
            case EPOLL -> text(Epoll.unavailabilityCause());
            case IO_URING -> ringUnavailability();
        };
    }

    /** What {@link RingSocket} needs came with Linux 5.19, as did rings of buffers, which Netty tells of. */
    private static String ringUnavailability() {
        if (!IoUring.isAvailable()) {
            return text(IoUring.unavailabilityCause());
        }
        return IoUring.isRegisterBufferRingSupported() ? null : "Linux 5.19 or newer is needed";
    }

    private static String text(Throwable cause) {
        return cause == null ? null : String.valueOf(cause.getMessage());
    }

    /** This transport itself, or the one that AUTO or GATHERING stands for here. */
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
     * @param ipv4 whether the connection will be IPv4's; such a socket is cheaper than one of both families
     * @throws io.netty.channel.ChannelException if there is no descriptor left, for example
     */
    Channel newChannel(boolean ipv4) {
        return switch (this) {
            case EPOLL -> ipv4 ? new EpollSocketChannel(SocketProtocolFamily.INET) : new EpollSocketChannel();
            case IO_URING -> new IoUringSocketChannel();
            default -> new NioSocketChannel();
        };
    }
}
