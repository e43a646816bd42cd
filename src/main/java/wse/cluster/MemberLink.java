package wse.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a member that has proved who it is. Seals all packets that are written, and opens those that arrive; the
 * first one that cannot be opened ends the connection. Confined to the event loop.
 */
final class MemberLink extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MemberLink.class);

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
    private static final byte I_LEAD = 2;

    /** Where links and their messages go. */
    interface Owner {

        /** How long a link may be unused. */
        long idleMillis();

        void opened(MemberLink link);

        void received(MemberLink link, byte[] message);

        void ended(MemberLink link);
    }

    /**
     * The result of a handshake.
     *
     * @param peer the address at which the other side listens
     * @param proof that this process may lead, for the other side; empty if it does not lead
     * @param isLeader whether the other side's proof is valid
     */
    record Terms(
            InetSocketAddress peer, Seal outgoing, Seal incoming, Optional<byte[]> proof, Predicate<byte[]> isLeader) {}

    private final Channel channel;
    private final Terms terms;
    private final Owner owner;
    private boolean leads;
    private boolean farewell;

    private MemberLink(Channel channel, Terms terms, Owner owner) {
        this.channel = channel;
        this.terms = terms;
        this.owner = owner;
    }

    /**
     * Turns a connection into a link after a successful handshake.
     *
     * @param handshake the handler of the handshake; handlers after it see only decrypted packets
     */
    static void open(ChannelHandlerContext handshake, Terms terms, Owner owner) {
        Channel channel = handshake.channel();
        MemberLink link = new MemberLink(channel, terms, owner);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addAfter(handshake.name(), LINK, link);
        pipeline.addBefore(LINK, null, new IdleStateHandler(0, 0, owner.idleMillis(), TimeUnit.MILLISECONDS));
        pipeline.addBefore(
                LINK, null, new LengthFieldBasedFrameDecoder(MAX_PACKET_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
        channel.closeFuture().addListener(closed -> owner.ended(link));
        // The proof must arrive before any message.
        terms.proof().ifPresent(proof -> link.send(packet(I_LEAD, proof, 0, proof.length)));
        owner.opened(link);
    }

    private ChannelFuture send(ByteBuf packet) {
        ChannelHandlerContext own = channel.pipeline().context(this);
        ChannelPromise promise = own.newPromise();
        write(own, packet, promise);
        own.flush();
        return promise;
    }

    /** A packet with this message, to be written to the channel of a link, also before its handshake has ended. */
    static ByteBuf packet(byte[] message, int offset, int length) {
        return packet(MESSAGE, message, offset, length);
    }

    /** On the heap, because nobody releases a packet that is written while the event loop ends. */
    private static ByteBuf packet(byte kind, byte[] content, int offset, int length) {
        byte[] packet = new byte[1 + length];
        packet[0] = kind;
        System.arraycopy(content, offset, packet, 1, length);
        return Unpooled.wrappedBuffer(packet);
    }

    InetSocketAddress peer() {
        return terms.peer();
    }

    Channel channel() {
        return channel;
    }

    /** Whether the other side has proved that it may lead. */
    boolean leads() {
        return leads;
    }

    /** Whether either side has announced the end of the connection. */
    boolean isFarewell() {
        return farewell;
    }

    /** Ends the connection because of a message that no member sends, although the other side knows the secret. */
    void refuse(String why) {
        LOG.warn("ended the connection to {}: {}", peer(), why);
        close();
    }

    /** Ends the connection, and lets the other side know that this is intended. */
    void close() {
        farewell = true;
        if (channel.isActive()) {
            send(packet(GOODBYE, new byte[0], 0, 0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf packet = (ByteBuf) message;
        int length = packet.readableBytes() + Seal.TAG_BYTES;
        ByteBuf frame = ctx.alloc().buffer(LENGTH_BYTES + length).writeInt(length);
        try {
            terms.outgoing().seal(packet, frame);
        } finally {
            packet.release();
        }
        ctx.write(frame, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        Optional<byte[]> packet;
        try {
            packet = terms.incoming().open((ByteBuf) frame);
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
            case I_LEAD -> leads = terms.isLeader().test(Arrays.copyOfRange(packet, 1, packet.length));
            default -> endBroken();
        }
    }

    private void endBroken() {
        LOG.warn("ended the connection to {}: a packet was changed, repeated or dropped on the way", peer());
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
            LOG.debug("lost the connection to {}: {}", peer(), cause.toString());
        } else {
            LOG.warn("ended the connection to {}: {}", peer(), cause.toString());
        }
        ctx.close();
    }
}
