package wse.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller's side of the handshake. Confined to the event loop. */
final class Caller extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    private final Identity self;
    private final InetSocketAddress peer;
    private final MemberLink.Owner owner;
    private final byte[] knock;

    /** @param peer the address that is called */
    Caller(Identity self, InetSocketAddress peer, MemberLink.Owner owner) {
        this.self = self;
        this.peer = peer;
        this.owner = owner;
        this.knock = MemberHandshake.knock(self);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(knock));
        ctx.executor().schedule(() -> endUnanswered(ctx), Doorkeeper.HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void endUnanswered(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            ctx.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < MemberHandshake.INTRODUCTION_BYTES) {
            return;
        }
        byte[] answer = ByteBufUtil.getBytes(in.readSlice(MemberHandshake.INTRODUCTION_BYTES));
        MemberHandshake handshake = new MemberHandshake(self, knock, answer);
        if (handshake.isAnswer(answer)) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(handshake.proof()));
            MemberLink.open(ctx, handshake.ofCaller(peer), owner);
            ctx.pipeline().remove(Delay.class);
            ctx.pipeline().remove(this);
        } else {
            LOG.debug("{} does not use this cluster's secret", peer);
            in.skipBytes(in.readableBytes());
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("cannot reach {}: {}", peer, cause.toString());
        ctx.close();
    }
}
