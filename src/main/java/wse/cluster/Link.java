package wse.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a member that has proved who it is. Seals all packets that are written, and opens those that arrive; the
 * first one that cannot be opened ends the connection. Confined to the event loop.
 */
final class Link extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /**
     * Messages are cut at 60,000 bytes; only the list of all members may need more. Nobody but a member can make this
     * process store that much.
     */
    private static final int MAX_PACKET_BYTES = 256 << 10;

    private static final int LENGTH_BYTES = Integer.BYTES;

    private static final String LINK = "link";

    /** The first byte of a packet: what it contains. */
    private static final byte MESSAGE = 0;

    private static final byte GOODBYE = 1;

    /** Where links and their messages go. */
    interface Owner {

        /** How long a link may be unused. */
        long idleMillis();

        void opened(Link link);

        void received(Link link, byte[] message);

        void ended(Link link);
    }

    private final InetSocketAddress peer;
    private final Channel channel;
    private final Seal outgoing;
    private final Seal incoming;
    private final Owner owner;
    private boolean farewell;

    private Link(Channel channel, InetSocketAddress peer, Seal outgoing, Seal incoming, Owner owner) {
        this.channel = channel;
        this.peer = peer;
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.owner = owner;
    }

    /**
     * Makes a link of a connection whose handshake has ended successfully.
     *
     * @param handshake the handler of the handshake; handlers that come after it only see packets that are not sealed
     */
    static void open(
            ChannelHandlerContext handshake, InetSocketAddress peer, Seal outgoing, Seal incoming, Owner owner) {
        Channel channel = handshake.channel();
        Link link = new Link(channel, peer, outgoing, incoming, owner);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addAfter(handshake.name(), LINK, link);
        pipeline.addBefore(LINK, null, new IdleStateHandler(0, 0, owner.idleMillis(), TimeUnit.MILLISECONDS));
        pipeline.addBefore(
                LINK, null, new LengthFieldBasedFrameDecoder(MAX_PACKET_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
        channel.closeFuture().addListener(closed -> owner.ended(link));
        owner.opened(link);
    }

    /** A packet with this message, to be written to the channel of a link, also before its handshake has ended. */
    static ByteBuf packet(Channel channel, byte[] message, int offset, int length) {
        return channel.alloc().buffer(1 + length).writeByte(MESSAGE).writeBytes(message, offset, length);
    }

    InetSocketAddress peer() {
        return peer;
    }

    Channel channel() {
        return channel;
    }

    /** Whether one of both sides has announced the end of the connection. */
    boolean isFarewell() {
        return farewell;
    }

    /** Ends the connection, and lets the other side know that this is intended. */
    void close() {
        farewell = true;
        channel.writeAndFlush(channel.alloc().buffer(1).writeByte(GOODBYE)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf packet = (ByteBuf) message;
        int length = packet.readableBytes() + Seal.TAG_BYTES;
        ByteBuf frame = ctx.alloc().buffer(LENGTH_BYTES + length).writeInt(length);
        try {
            outgoing.seal(packet, frame);
        } finally {
            packet.release();
        }
        ctx.write(frame, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        Optional<byte[]> packet;
        try {
            packet = incoming.open((ByteBuf) frame);
        } finally {
            ReferenceCountUtil.release(frame);
        }
        packet.filter(bytes -> bytes.length > 0).ifPresentOrElse(this::take, this::endBroken);
    }

    private void take(byte[] packet) {
        switch (packet[0]) {
            case MESSAGE -> owner.received(this, Arrays.copyOfRange(packet, 1, packet.length));
            case GOODBYE -> {
                farewell = true;
                channel.close();
            }
            default -> endBroken();
        }
    }

    private void endBroken() {
        LOG.warn("ended the connection to {}: a packet was changed, repeated or left out on the way", peer);
        channel.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("lost the connection to {}: {}", peer, cause.toString());
        } else {
            LOG.warn("ended the connection to {}: {}", peer, cause.toString());
        }
        ctx.close();
    }
}
