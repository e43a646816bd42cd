package wse.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * A packet that the other side has not sealed is refused, whatever it contains, and so is one that is changed, repeated or sent
 * back. The first two bytes of an input choose what happens to a sealed packet; the rest is the plain packet, and is also tried
 * as it is.
 */
public class SealFuzzTest {

    private static final int MUTATIONS = 5_000;
    private static final int HEADER_BYTES = 2;
    private static final byte[] KEY = new byte[32];
    private static final byte[] CONTEXT = {1};

    @Test
    void shouldRefuseSeedsAndMutations() throws IOException {
        ShortRun.of(SealFuzzTest.class, SealFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Property.same("a packet without a seal is refused", Optional.empty(), open(new Seal(KEY, CONTEXT), input));
        byte[] plain = Arrays.copyOfRange(input, Math.min(HEADER_BYTES, input.length), input.length);
        byte[] packet = sealed(plain);
        Seal receiver = new Seal(KEY, CONTEXT);
        byte[] opened = open(receiver, packet).orElseThrow(() -> new AssertionError("a sealed packet is accepted"));
        Property.holds(Arrays.equals(plain, opened), "a packet is opened as it was");
        Property.same("a repeated packet is refused", Optional.empty(), open(receiver, packet));
        Property.same(
                "a packet of another context is refused",
                Optional.empty(),
                open(new Seal(KEY, new byte[] {2}), packet));
        if (input.length >= HEADER_BYTES) {
            byte[] changed = changed(packet, input[0] & 0xff, input[1] & 0xff);
            Property.same("a changed packet is refused", Optional.empty(), open(new Seal(KEY, CONTEXT), changed));
        }
    }

    private static byte[] sealed(byte[] plain) {
        ByteBuf out = Unpooled.buffer(0);
        new Seal(KEY, CONTEXT).seal(Unpooled.wrappedBuffer(plain), out);
        Property.same("a seal has a fixed length", plain.length + Seal.TAG_BYTES, out.readableBytes());
        return ByteBufUtil.getBytes(out);
    }

    private static Optional<byte[]> open(Seal seal, byte[] packet) {
        return seal.open(Unpooled.wrappedBuffer(packet));
    }

    /** Flips a bit, or makes the packet shorter or longer. */
    private static byte[] changed(byte[] packet, int position, int change) {
        if (change >= 2 * Byte.SIZE) {
            return Arrays.copyOf(packet, change % 2 == 0 ? position % packet.length : packet.length + 1 + position);
        }
        byte[] changed = packet.clone();
        int index = change < Byte.SIZE ? position % packet.length : packet.length - 1 - position % packet.length;
        changed[index] ^= (byte) (1 << change % Byte.SIZE);
        return changed;
    }
}
