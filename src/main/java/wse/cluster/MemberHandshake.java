package wse.cluster;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * How two members make sure that both know the cluster's secret, and agree on fresh keys for one connection. Each
 * introduces itself with its address and a random number; then the caller proves that it has read the other's number,
 * so that replayed messages are of no use:
 *
 * <pre>
 * caller            hello, tag  ->
 *                               &lt;-  hello, tag    listener
 *                   proof       ->
 * </pre>
 *
 * All keys are derived from the secret and both hellos (HKDF), so they are different for each pair of members, each
 * connection and each direction. Immutable.
 */
final class MemberHandshake {

    /** Names the protocol and its version, so that another version is recognised at once. */
    static final byte[] MAGIC = "wse2".getBytes(StandardCharsets.US_ASCII);

    static final int TAG_BYTES = Hkdf.KEY_BYTES;

    private static final int NUMBER_BYTES = 32;
    private static final int LONGEST_ADDRESS = 16;
    private static final int HELLO_BYTES = MAGIC.length + 1 + NUMBER_BYTES + 1 + LONGEST_ADDRESS + Short.BYTES;

    /** Length of a hello with its tag. */
    static final int INTRODUCTION_BYTES = HELLO_BYTES + TAG_BYTES;

    private static final String CALLER = " of the caller";
    private static final String LISTENER = " of the listener";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity self;
    private final byte[] key;
    private final byte[] cluster;
    private final byte[] callerHello;
    private final byte[] listenerHello;

    /** The two introductions must have been checked. */
    MemberHandshake(Identity self, byte[] callerIntroduction, byte[] listenerIntroduction) {
        this.self = self;
        this.cluster = self.clusterBytes();
        this.callerHello = Arrays.copyOf(callerIntroduction, HELLO_BYTES);
        this.listenerHello = Arrays.copyOf(listenerIntroduction, HELLO_BYTES);
        this.key = Hkdf.extract(
                join(cluster, callerHello, listenerHello), self.secret().key("connections"));
    }

    /** The caller's first message. */
    static byte[] knock(Identity self) {
        byte[] hello = hello(self);
        return join(hello, knockTag(self, hello));
    }

    private static byte[] knockTag(Identity self, byte[] hello) {
        return Hkdf.mac(self.secret().key("knock"), self.clusterBytes(), hello);
    }

    private static byte[] hello(Identity self) {
        byte[] number = new byte[NUMBER_BYTES];
        RANDOM.nextBytes(number);
        byte[] address = self.self().getAddress().getAddress();
        return ByteBuffer.allocate(HELLO_BYTES)
                .put(MAGIC)
                .put((byte) (self.secret().leader().needsSignature() ? 1 : 0))
                .put(number)
                .put((byte) address.length)
                .put(Arrays.copyOf(address, LONGEST_ADDRESS))
                .putShort((short) self.self().getPort())
                .array();
    }

    /** Whether a caller knows the secret, or replays a message from one that does. */
    static boolean isKnock(Identity self, byte[] introduction) {
        byte[] hello = Arrays.copyOf(introduction, HELLO_BYTES);
        return MessageDigest.isEqual(knockTag(self, hello), tag(introduction));
    }

    private static byte[] tag(byte[] introduction) {
        return Arrays.copyOfRange(introduction, HELLO_BYTES, INTRODUCTION_BYTES);
    }

    /** The listener's answer to a knock. */
    static byte[] answer(Identity self, byte[] knock) {
        byte[] hello = hello(self);
        return join(hello, new MemberHandshake(self, knock, hello).answerTag());
    }

    /** Whether the listener's introduction shows that it knows the secret and has read the caller's. */
    boolean isAnswer(byte[] introduction) {
        return MessageDigest.isEqual(answerTag(), tag(introduction));
    }

    private byte[] answerTag() {
        return Hkdf.expand(key, "answer");
    }

    /** The caller's last message, which proves that it has read the listener's introduction. */
    byte[] proof() {
        return Hkdf.expand(key, "proof");
    }

    boolean isProof(byte[] proof) {
        return MessageDigest.isEqual(proof(), proof);
    }

    /** The address at which the author of an introduction says that it listens. */
    static InetSocketAddress claimed(byte[] introduction) {
        ByteBuffer hello = ByteBuffer.wrap(introduction).position(MAGIC.length + 1 + NUMBER_BYTES);
        byte[] address = new byte[Math.floorMod(hello.get(), LONGEST_ADDRESS + 1)];
        int port = Short.toUnsignedInt(hello.getShort(HELLO_BYTES - Short.BYTES));
        hello.get(address);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address must have 4 or 16 bytes: " + address.length, e);
        }
    }

    /** The terms on which the caller uses its link to the listener. */
    MemberLink.Terms ofCaller(InetSocketAddress listener) {
        return new MemberLink.Terms(
                listener,
                callersSeal(),
                listenersSeal(),
                proofOfLeader(CALLER, listenerHello),
                proof -> self.secret().leader().isProof(token(LISTENER), proof));
    }

    /** The terms on which the listener uses its link to the caller. */
    MemberLink.Terms ofListener(InetSocketAddress caller) {
        return new MemberLink.Terms(
                caller,
                listenersSeal(),
                callersSeal(),
                proofOfLeader(LISTENER, callerHello),
                proof -> self.secret().leader().isProof(token(CALLER), proof));
    }

    private Seal callersSeal() {
        return new Seal(Hkdf.expand(key, "packets" + CALLER), join(cluster, callerHello));
    }

    private Seal listenersSeal() {
        return new Seal(Hkdf.expand(key, "packets" + LISTENER), join(cluster, listenerHello));
    }

    /** Proves to the other side that this process may lead; empty if it does not lead. */
    private Optional<byte[]> proofOfLeader(String side, byte[] otherHello) {
        if (!self.leads()) {
            return Optional.empty();
        }
        LeaderKey.Own own = self.secret().ownLeaderKey();
        boolean signed = otherHello[MAGIC.length] != 0;
        return Optional.of(signed ? own.signature(token(side)) : own.proof(token(side)));
    }

    private byte[] token(String side) {
        return Hkdf.expand(key, "leader" + side);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
