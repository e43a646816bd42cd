package wse.dialect.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.dialect.script.Descriptions.dialect;
import static wse.dialect.script.Descriptions.hex;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.BadInputException;
import wse.config.Format;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Meaning.Kind;
import wse.dialect.Packing;
import wse.dialect.Payload;

/** Binary messages with lengths, and with bytes that the client repeats. */
class BinaryProtocolTest {

    private static final String LOGIN = "login: {await: {startsWithHex: '02'}, keep: {sid: {startsWithHex: %s}}}";

    private static Dialect example() throws Exception {
        return dialect(Files.readString(Path.of("docs/examples/binary-game.yaml")));
    }

    private static List<String> sent(Meaning meaning) {
        return meaning.replies().stream().map(BinaryProtocolTest::digits).toList();
    }

    private static String digits(Payload payload) {
        assertThat(payload.text()).isFalse();
        return HexFormat.of().formatHex(payload.bytes());
    }

    private static String ping(Conversation user, long id) {
        ByteBuf ping = Unpooled.buffer();
        user.writePing(ping, id);
        return ByteBufUtil.hexDump(ping);
    }

    @Test
    void shouldRepeatTheBytesThatTheServerHasIssued() throws Exception {
        Conversation user = example().conversation(0);

        assertThat(sent(user.onOpen())).containsExactly("0000000d" + "0103" + "00056775657374" + "03626f74");
        assertThat(user.onMessage(hex("00000007 02 F0FF80C2 0014"), false).kind())
                .isEqualTo(Kind.READY);

        assertThat(ping(user, 258)).isEqualTo("00000009" + "03" + "f0ff80c2" + "00000102");
        assertThat(user.onMessage(hex("00000005 04 00000102"), false).kind()).isEqualTo(Kind.PONG);
        assertThat(user.pongId(hex("00000005 04 00000102"))).isEqualTo(258);
        assertThat(sent(user.onMessage(hex("00000005 0A DEADBEEF"), false)))
                .containsExactly("00000009" + "0b" + "f0ff80c2" + "deadbeef");
    }

    @Test
    void shouldSayWhyABinaryLoginIsRefused() throws Exception {
        Conversation user = example().conversation(0);
        user.onOpen();

        assertThat(user.onMessage(hex("0000000A 09 02 6E6F7420686572C3BC"), false)
                        .reason())
                .isEqualTo("the game server refused the player: not herü");
    }

    @Test
    void shouldAnswerAPingDuringTheLoginWithoutWhatIsNotYetKept() throws Exception {
        Conversation user = example().conversation(0);
        user.onOpen();

        assertThat(sent(user.onMessage(hex("00000005 0A 00000001"), false))).containsExactly("00000005" + "0b00000001");
    }

    @Test
    void shouldWriteEachLengthThatAMessageHas() {
        Conversation user = dialect(
                        "login: {send: {hex: '#{length:u32} 01 #{length:u16le} #{user.token:u16} #{user.name:u8} 09'}}")
                .conversation(7);

        // The token is a+b&c, and the name is bob.
        assertThat(sent(user.onOpen()))
                .containsExactly("0000000f" + "01" + "0c00" + "0005612b622663" + "03626f62" + "09");
    }

    @ParameterizedTest
    @CsvSource({"u8, 255", "u16, 65535", "u16le, 65535"})
    void shouldRefuseAMessageThatIsTooLongForItsLength(String format, int most) {
        Dialect dialect = dialect("flood: {message: {hex: '#{length:" + format + "} #{padding}'}}");
        int header = format.equals("u8") ? 1 : 2;

        assertThat(dialect.floodMessage(Format.JSON, header + most).length()).isEqualTo(header + most);
        assertThatThrownBy(() -> dialect.floodMessage(Format.JSON, header + most + 1))
                .isInstanceOf(BadInputException.class)
                .hasMessage("a " + format + " length in wse.script must be at most " + most + ", but " + (most + 1)
                        + " bytes follow it; use a longer format, or shorten the message");
    }

    @Test
    void shouldBringAMessageWithLengthsToItsSize() {
        Dialect dialect = dialect("flood: {message: {hex: '#{length:u32} 05 #{padding:u16} #{number:u32}'}}");

        Payload message = dialect.floodMessage(Format.JSON, 64);

        assertThat(digits(message))
                .startsWith("0000003c" + "05" + "0035" + "7878")
                .endsWith("3b9aca00")
                .hasSize(2 * 64);
    }

    @ParameterizedTest
    @CsvSource({
        "'02 (?? ??)', 02 AABB CC, aabb",
        "'02 ?? (?? BB) CC', 02 11 AABB CC DD, aabb",
        "'02 (...)', 02 AABBCC, aabbcc",
        "'(...)', 02 AA, 02aa",
        "'02 (...)', 02, ''",
    })
    void shouldKeepTheBytesInParentheses(String form, String message, String kept) {
        Conversation user = dialect(LOGIN.formatted("'" + form + "'"), "ping: {send: {hex: '#{kept.sid}'}, answer: a}")
                .conversation(0);
        user.onOpen();

        assertThat(user.onMessage(hex(message), false).kind()).isEqualTo(Kind.READY);
        assertThat(ping(user, 0)).isEqualTo(kept);
    }

    @Test
    void shouldSayWhichBytesTheAwaitedMessageLacks() {
        Conversation user = dialect(LOGIN.formatted("'02 (?? ??)'")).conversation(0);
        user.onOpen();

        assertThat(user.onMessage(hex("02 AA"), false).reason())
                .isEqualTo("the message that step 1 of the login awaits has no bytes like 02 (?? ??) to keep as sid;"
                        + " correct login.keep");
    }

    @ParameterizedTest
    @CsvSource({
        "u32, 00000001AA, 00000001aa",
        "u32, 00000001AA00000002BBCC, 00000001aa 00000002bbcc",
        "u16, 0000 0001AA, 0000 0001aa",
        "'{at: 1, format: u16le}', 050200AABB070000, 050200aabb 070000",
        // Not whole.
        "u32, 00000005AA, 00000005aa",
        "u32, 000000, 000000",
        "u64, FFFFFFFFFFFFFFFFAA, ffffffffffffffffaa",
    })
    void shouldFindMessagesByTheirLengths(String prefix, String whole, String parts) {
        Packing packing = dialect("lengthPrefix: " + prefix).packing();
        List<String> found = new ArrayList<>();

        packing.anyMatch(hex(whole), false, message -> {
            found.add(ByteBufUtil.hexDump(message));
            return false;
        });

        assertThat(found).containsExactly(parts.split(" "));
    }
}
