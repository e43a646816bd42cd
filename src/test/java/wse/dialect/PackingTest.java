package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several messages in one. */
class PackingTest {

    private static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(digits));
    }

    private static List<String> messages(Packing packing, String digits) {
        // Something before and after it, as in the buffer of a connection.
        ByteBuf whole = hex("ee" + digits + "ee");
        whole.setIndex(1, whole.writerIndex() - 1);
        List<String> found = new ArrayList<>();
        packing.anyMatch(whole, false, message -> {
            found.add(ByteBufUtil.hexDump(message));
            return false;
        });
        assertThat(whole.readerIndex()).isEqualTo(1);
        assertThat(whole.writerIndex()).isEqualTo(1 + digits.length() / 2);
        return found;
    }

    @Test
    void shouldTakeTheWholeByDefault() {
        assertThat(messages(Packing.NONE, "d0000102")).containsExactly("d0000102");
        assertThat(messages(Packing.NONE, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "d000, d000",
        "d000d000, d000 d000",
        "20020000d000, 20020000 d000",
        "3003aabbcc4002000130, 3003aabbcc 40020001 30",
        // Not whole: MQTT allows that, but a message must then be completed, which is not supported.
        "3004aabb, 3004aabb",
        "30ff, 30ff",
        "30ffffffffff7f00, 30ffffffffff7f00"
    })
    void shouldFindLengthsInGroupsOfSevenBits(String whole, String parts) {
        assertThat(messages(Varint.packing(1), whole)).containsExactly(parts.split(" "));
    }

    @Test
    void shouldFindAMessageWithALongLength() {
        String rest = "00".repeat(200);

        assertThat(messages(Varint.packing(1), "30c801" + rest + "d000")).containsExactly("30c801" + rest, "d000");
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 8001", "16383, ff7f", "16384, 808001", "268435455, ffffff7f"})
    void shouldWriteAsMqttDoes(int number, String bytes) {
        assertThat(ByteBufUtil.hexDump(Varint.write(Unpooled.buffer(), number))).isEqualTo(bytes);
        assertThat(Varint.bytes(number)).isEqualTo(bytes.length() / 2);
        assertThat(Varint.end(HexFormat.of().parseHex("30" + bytes + "ff"), 1)).isEqualTo(1 + bytes.length() / 2);
    }

    @Test
    void shouldStopAtTheMessageThatIsWanted() {
        List<String> seen = new ArrayList<>();

        boolean found = Varint.packing(1).anyMatch(hex("d000d000d000"), false, message -> {
            seen.add(ByteBufUtil.hexDump(message));
            return seen.size() == 2;
        });

        assertThat(found).isTrue();
        assertThat(seen).hasSize(2);
    }
}
