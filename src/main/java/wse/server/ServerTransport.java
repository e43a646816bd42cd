package wse.server;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.StandardSocketOptions;
import java.util.Locale;

/** The operating system's interface that the server's sockets use. */
public enum ServerTransport {
    /** {@link #EPOLL} if this machine has it, else {@link #NIO}. */
    AUTO {
        @Override
        ServerTransport resolve() {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }
    },
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            require(Epoll.isAvailable(), Epoll.unavailabilityCause());
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerSocketChannel.class;
        }
    },
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }
    },
    IO_URING {
        @Override
        IoHandlerFactory ioHandlers() {
            require(IoUring.isAvailable(), IoUring.unavailabilityCause());
            return IoUringIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return IoUringServerSocketChannel.class;
        }
    };

    /**
     * Netty's switch for io_uring's multishot polls. In Netty 4.2.14 such a poll is lost if it fires during a read, and the
     * end of a connection may then go unnoticed (Netty issue 17049).
     */
    private static final String MULTISHOT_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

    static {
        if (System.getProperty(MULTISHOT_POLLS) == null) {
            System.setProperty(MULTISHOT_POLLS, "false");
        }
    }

    /** This transport, or the one that AUTO stands for on this machine. */
    ServerTransport resolve() {
        return this;
    }

    /** The option that lets several processes listen on one port; the kernel distributes the connections (socket(7)). */
    ChannelOption<Boolean> reusePort() {
        return resolve() == NIO
                ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)
                : UnixChannelOption.SO_REUSEPORT;
    }

    /** @throws UnsupportedOperationException if this machine does not have this transport */
    EventLoopGroup eventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), resolve().ioHandlers());
    }

    IoHandlerFactory ioHandlers() {
        throw new IllegalStateException("resolve first: transport=" + this);
    }

    Class<? extends ServerChannel> serverChannel() {
        return resolve().serverChannel();
    }

    void require(boolean available, Throwable cause) {
        if (!available) {
            throw new UnsupportedOperationException(
                    "this machine does not have the transport: transport=" + name().toLowerCase(Locale.ROOT)
                            + "; use nio",
                    cause);
        }
    }
}
