package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final byte[] KEY = bytes(32);
    private static final byte[] CONTEXT = {1, 2, 3};

    private final Seal sender = new Seal(KEY, CONTEXT);
    private final Seal receiver = new Seal(KEY, CONTEXT);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_535, 65_536, 65_537})
    void shouldOpenAPacketThatTheOtherSideHasSealed(int length) {
        assertThat(receiver.open(sealed(sender, bytes(length)))).contains(bytes(length));
    }

    @Test
    void shouldRefuseAPacketInWhichAnyBitIsChangedOrMissing() {
        byte[] packet = array(sealed(sender, bytes(20)));

        for (int bit = 0; bit < packet.length * Byte.SIZE; bit++) {
            byte[] changed = packet.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(open(changed)).isEmpty();
        }
        for (int length = 0; length < packet.length; length++) {
            assertThat(open(Arrays.copyOf(packet, length))).isEmpty();
        }
        assertThat(open(packet)).contains(bytes(20));
    }

    private static Optional<byte[]> open(byte[] packet) {
        return new Seal(KEY, CONTEXT).open(Unpooled.wrappedBuffer(packet));
    }

    @Test
    void shouldRefuseAPacketOfAnotherKeyOrContext() {
        byte[] other = KEY.clone();
        other[0]++;

        assertThat(receiver.open(sealed(new Seal(other, CONTEXT), bytes(20)))).isEmpty();
        assertThat(new Seal(KEY, CONTEXT).open(sealed(new Seal(KEY, new byte[] {1, 2, 4}), bytes(20))))
                .isEmpty();
    }

    @Test
    void shouldRefuseAPacketThatIsRepeatedOrOutOfOrder() {
        byte[] first = array(sealed(sender, bytes(20)));
        byte[] second = array(sealed(sender, bytes(20)));

        assertThat(first).isNotEqualTo(second);
        assertThat(open(second)).isEmpty();
        assertThat(receiver.open(Unpooled.wrappedBuffer(first))).isPresent();
        assertThat(receiver.open(Unpooled.wrappedBuffer(first))).isEmpty();
    }

    private static ByteBuf sealed(Seal seal, byte[] packet) {
        ByteBuf out = Unpooled.buffer(0);
        seal.seal(Unpooled.wrappedBuffer(packet), out);
        return out;
    }

    private static byte[] array(ByteBuf packet) {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
