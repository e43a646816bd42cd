package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Reads the same values as msgpack-core. */
class MessagePackSkimTest {

    /** Longer than every value whose length bytes are 0 or 1, except those of 65,792 bytes or values and more. */
    private static final int LONGEST = 300;

    /** Every first byte, followed by up to 300 equal bytes, which are the length, the type, the content or more values. */
    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 2, (byte) 0x81, (byte) 0x91, (byte) 0xa1, (byte) 0xc1, -1})
    void shouldAgreeWithTheLibraryOnEveryFormat(byte next) throws IOException {
        for (int first = 0; first < 256; first++) {
            byte[] bytes = new byte[LONGEST + 1];
            Arrays.fill(bytes, next);
            bytes[0] = (byte) first;
            for (int length = 0; length <= bytes.length; length++) {
                assertThat(MessagePackSkim.isOneValue(bytes, 0, length))
                        .as("first byte %x, length %d", first, length)
                        .isEqualTo(isOneValue(Arrays.copyOf(bytes, length)));
            }
        }
    }

    private static boolean isOneValue(byte[] bytes) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            unpacker.skipValue();
            return !unpacker.hasNext();
        } catch (MessagePackException e) {
            return false;
        }
    }
}
