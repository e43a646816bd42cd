package wse.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever a stranger sends to a member, its connection does not become a link. The connection of a caller that knows
 * the secret does, unless a single bit of what it sends is changed on the way. The first byte of an input chooses what
 * is changed: nothing, the knock, the proof, the packet, or everything; the next three choose the bit, and how the
 * bytes are cut. The rest is the message.
 */
public class ListenerFuzzTest {

    private static final int MUTATIONS = 3_000;
    private static final int HEADER_BYTES = 4;
    private static final int WAYS = 5;
    private static final int KNOCK = 1;
    private static final int PROOF = 2;
    private static final int PACKET = 3;
    private static final int EVERYTHING = 4;

    private static final ClusterSecret SECRET = ClusterSecret.of(ClusterSecret.randomText());
    private static final Identity SELF = identity(7_800);
    private static final Identity CALLER = identity(7_801);

    private static final Doorkeeper DOORKEEPER = new Doorkeeper(new EmbeddedChannel());

    private static Identity identity(int port) {
        return new Identity(SECRET, Post.CLUSTER, address(port), false);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The member's side of a connection. */
    private static final class Member extends EmbeddedChannel implements MemberLink.Owner {

        private final List<String> received = new ArrayList<>();
        private boolean opened;

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }

        @Override
        public long idleMillis() {
            return 60_000;
        }

        @Override
        public void opened(MemberLink link) {
            opened = true;
        }

        @Override
        public void received(MemberLink link, byte[] message) {
            received.add(HexFormat.of().formatHex(message));
        }

        @Override
        public void ended(MemberLink link) {
            Property.holds(opened, "only a link that has been opened ends");
        }
    }

    @Test
    void shouldRefuseSeedsAndMutations() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(MemberLink.class);
        log.setLevel(Level.OFF);
        try {
            ShortRun.of(ListenerFuzzTest.class, ListenerFuzzTest::fuzzerTestOneInput, MUTATIONS);
        } finally {
            log.setLevel(null);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEADER_BYTES) {
            return;
        }
        Member member = new Member();
        member.pipeline().addLast(new Listener(SELF, DOORKEEPER, member));
        member.pipeline().fireChannelActive();
        int way = (input[0] & 0xff) % WAYS;
        byte[] message = Arrays.copyOfRange(input, HEADER_BYTES, input.length);
        if (way == EVERYTHING) {
            send(member, input, message);
            Property.holds(!member.opened, "a stranger does not become a link");
        } else {
            talk(member, input, way, message);
        }
        member.finishAndReleaseAll();
    }

    private static void talk(Member member, byte[] input, int way, byte[] message) {
        byte[] knock = MemberHandshake.knock(CALLER);
        send(member, input, way == KNOCK ? changed(knock, input) : knock);
        ByteBuf answer = member.readOutbound();
        Property.same("only a knock is answered", way != KNOCK, answer != null);
        if (answer == null) {
            Property.holds(!member.isOpen(), "a wrong knock ends the connection");
            return;
        }
        byte[] introduction = ByteBufUtil.getBytes(answer);
        answer.release();
        MemberHandshake handshake = new MemberHandshake(CALLER, knock, introduction);
        Property.holds(handshake.isAnswer(introduction), "a knock is answered by one who knows the secret");
        send(member, input, way == PROOF ? changed(handshake.proof(), input) : handshake.proof());
        Property.same("only a proof opens a link", way != PROOF, member.opened);
        if (member.opened) {
            byte[] packet = packet(handshake.ofCaller(SELF.self()).outgoing(), message);
            send(member, input, way == PACKET ? changed(packet, input) : packet);
            List<String> expected =
                    way == PACKET ? List.of() : List.of(HexFormat.of().formatHex(message));
            Property.same("only a packet as it was sent is received", expected, member.received);
        }
    }

    private static byte[] packet(Seal seal, byte[] message) {
        ByteBuf sealed = Unpooled.buffer(0);
        seal.seal(Unpooled.wrappedBuffer(new byte[1], message), sealed);
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(Unpooled.copyInt(sealed.readableBytes()), sealed));
    }

    private static byte[] changed(byte[] bytes, byte[] input) {
        byte[] changed = bytes.clone();
        changed[(input[1] & 0xff) % changed.length] ^= (byte) (1 << (input[2] & 0x7));
        return changed;
    }

    private static void send(Member member, byte[] input, byte[] bytes) {
        int cut = (input[3] & 0xff) % (bytes.length + 1);
        receive(member, Arrays.copyOf(bytes, cut));
        receive(member, Arrays.copyOfRange(bytes, cut, bytes.length));
    }

    private static void receive(Member member, byte[] bytes) {
        if (member.isOpen()) {
            member.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
    }
}
