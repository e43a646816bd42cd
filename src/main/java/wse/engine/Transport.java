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
import io.netty.channel.uring.IoUringSocketChannel;

/** How the client talks to the operating system. */
public enum Transport {
    /** The best one this machine has: epoll on Linux, else NIO. io_uring only on demand. */
    AUTO,
    EPOLL,
    NIO,
    IO_URING;

    /**
     * Netty's switch for io_uring's polls that stay armed. In 4.2.14 such a poll, firing while a read is under way, is
     * forgotten, and the end of a connection may never be noticed (Netty's issue 17049; seen with resets right after data).
     */
    private static final String STANDING_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

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
        Throwable cause = switch (this) {
            case AUTO, NIO -> null;
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
        };
        return cause == null ? null : String.valueOf(cause.getMessage());
    }

    /** This transport itself, or the one that AUTO stands for here. */
    Transport resolved() {
        if (this != AUTO) {
            return this;
        }
        return EPOLL.isAvailable() ? EPOLL : NIO;
    }

    IoHandlerFactory ioHandlerFactory() {
        return switch (resolved()) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
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
