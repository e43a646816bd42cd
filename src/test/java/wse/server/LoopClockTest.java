package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A loop's clock is a number of milliseconds that wraps after 24.8 days. */
class LoopClockTest {

    private static final long UNTIL_WRAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1L << 31);

    @Test
    void shouldCloseALingeringConnectionInTimeEvenWhileTheClockWraps() throws Exception {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NioSocketChannel channel = (NioSocketChannel) new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(peer.getLocalSocketAddress())
                    .sync()
                    .channel();

            channel.eventLoop().submit(() -> lingerOverTheWrap(channel)).sync();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static void lingerOverTheWrap(NioSocketChannel channel) {
        Loop loop = newLoop(channel.eventLoop(), System.nanoTime() - UNTIL_WRAP_NANOS + TimeUnit.SECONDS.toNanos(1));
        LoopMember member = new Silent(loop, channel);
        int before = loop.nowMillis();
        member.lastWord(Unpooled.EMPTY_BUFFER);

        member.sweep(before + 1_900);
        assertThat(channel.isOpen()).isTrue();
        member.sweep(loop.nowMillis() + 2_100);
        assertThat(channel.isOpen()).isFalse();
    }

    private static Loop newLoop(EventLoop executor, long startNanos) {
        return new Loop(Service.of(ServerOptions.defaults(), InstantSource.system()), executor, startNanos);
    }

    /** Has nothing to do at a tick. */
    private static final class Silent extends LoopMember {

        Silent(Loop loop, NioSocketChannel channel) {
            super(loop, channel);
        }

        @Override
        void tick(int nowMillis) {
            throw new AssertionError("a lingering connection has nothing to do");
        }

        @Override
        void goAway() {
            throw new AssertionError("it has sent its last message");
        }
    }
}
