package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final String TEXT = ClusterSecret.randomText();
    private final Seal seal = new Seal(ClusterSecret.of(TEXT));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_535, 65_536, 65_537})
    void shouldOpenAPacketThatAnyMemberHasSealed(int length) throws GeneralSecurityException {
        byte[] data = bytes(length + 2);

        byte[] packet = seal.seal(data, 1, length);

        assertThat(new Seal(ClusterSecret.of(TEXT))
                        .open(packet, 0, packet.length)
                        .orElseThrow())
                .containsExactly(Arrays.copyOfRange(data, 1, length + 1));
    }

    @Test
    void shouldRefuseAPacketInWhichAnyBitIsChangedOrMissing() throws GeneralSecurityException {
        byte[] packet = seal.seal(bytes(20), 0, 20);

        for (int bit = 0; bit < packet.length * Byte.SIZE; bit++) {
            byte[] changed = packet.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(seal.open(changed, 0, changed.length)).isEmpty();
        }
        for (int length = 0; length < packet.length; length++) {
            assertThat(seal.open(packet, 0, length)).isEmpty();
        }
    }

    @Test
    void shouldRefuseAPacketSealedWithAnotherSecret() throws GeneralSecurityException {
        byte[] packet = new Seal(ClusterSecret.of(ClusterSecret.randomText())).seal(bytes(20), 0, 20);

        assertThat(seal.open(packet, 0, packet.length)).isEmpty();
    }

    @Test
    void shouldNeverSealAPacketTheSameWayTwice() throws GeneralSecurityException {
        assertThat(seal.seal(bytes(20), 0, 20)).isNotEqualTo(seal.seal(bytes(20), 0, 20));
    }

    @Test
    void shouldRefuseASecretThatCanBeGuessedWithoutShowingIt() {
        assertThatThrownBy(() -> ClusterSecret.of("fifteen letters"))
                .hasMessageContaining("at least 16 characters: length=15")
                .hasMessageNotContaining("fifteen");
        assertThat(ClusterSecret.of(TEXT)).hasToString("***");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
