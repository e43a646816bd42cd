package wse.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener's side of the handshake. Until it has ended, the caller is a stranger: it can make this process store a few
 * hundred bytes and compute a few hashes, and its first mistake ends the connection. Confined to the event loop.
 */
final class Listener extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final Identity self;
    private final Doorkeeper doorkeeper;
    private final MemberLink.Owner owner;
    /** Empty until the caller has introduced itself. */
    private Optional<Guest> guest = Optional.empty();

    /** A caller that knows the secret, or replays a message from one that does. */
    private record Guest(InetSocketAddress address, MemberHandshake handshake) {}

    Listener(Identity self, Doorkeeper doorkeeper, MemberLink.Owner owner) {
        this.self = self;
        this.doorkeeper = doorkeeper;
        this.owner = owner;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        doorkeeper.enter(ctx.channel());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (guest.isPresent()) {
            proof(ctx, in, guest.get());
        } else if (!isHello(in)) {
            refuse(ctx, in, Doorkeeper.Reason.PROTOCOL);
        } else if (in.readableBytes() == MemberHandshake.INTRODUCTION_BYTES) {
            knock(ctx, in, ByteBufUtil.getBytes(in));
        }
    }

    /** Whether this is the beginning of a caller's first message. The caller has to wait for an answer to it. */
    private static boolean isHello(ByteBuf in) {
        int known = Math.min(in.readableBytes(), MemberHandshake.MAGIC.length);
        return in.readableBytes() <= MemberHandshake.INTRODUCTION_BYTES
                && ByteBufUtil.equals(in, in.readerIndex(), Unpooled.wrappedBuffer(MemberHandshake.MAGIC), 0, known);
    }

    private void knock(ChannelHandlerContext ctx, ByteBuf in, byte[] knock) {
        if (!MemberHandshake.isKnock(self, knock)) {
            refuse(ctx, in, Doorkeeper.Reason.SECRET);
            return;
        }
        InetSocketAddress claimed = MemberHandshake.claimed(knock);
        if (!claimed.getAddress().equals(remote(ctx)) || claimed.equals(self.self())) {
            refuse(ctx, in, Doorkeeper.Reason.ADDRESS);
            return;
        }
        in.skipBytes(in.readableBytes());
        byte[] answer = MemberHandshake.answer(self, knock);
        guest = Optional.of(new Guest(claimed, new MemberHandshake(self, knock, answer)));
        ctx.writeAndFlush(Unpooled.wrappedBuffer(answer));
    }

    private static InetAddress remote(ChannelHandlerContext ctx) {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
    }

    private void proof(ChannelHandlerContext ctx, ByteBuf in, Guest caller) {
        if (in.readableBytes() < MemberHandshake.TAG_BYTES) {
            return;
        }
        MemberHandshake handshake = caller.handshake();
        if (handshake.isProof(ByteBufUtil.getBytes(in.readSlice(MemberHandshake.TAG_BYTES)))) {
            doorkeeper.admit(ctx.channel());
            MemberLink.open(ctx, handshake.ofListener(caller.address()), owner);
            ctx.pipeline().remove(this);
        } else {
            refuse(ctx, in, Doorkeeper.Reason.SECRET);
        }
    }

    private void refuse(ChannelHandlerContext ctx, ByteBuf in, Doorkeeper.Reason reason) {
        in.skipBytes(in.readableBytes());
        doorkeeper.refuse(ctx.channel(), reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("lost a caller: {}", cause.toString());
        ctx.close();
    }
}
