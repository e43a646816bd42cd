package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.dialect.Conversation;
import wse.dialect.Payload;
import wse.text.Redactor;

/** The user sees what the first contact says, but no secret. */
class ContactWordsTest {

    private static final Redactor REDACT = Redactor.of(List.of("s3cret"));

    private static final Conversation ISSUED = new Conversation() {
        @Override
        public List<String> issued() {
            return List.of("n0nce-of-the-server", "a/b/c/d", "7", "\u00f0\u00ff\u0080\u00c2\u0001\u0002");
        }
    };

    private static final ContactWords WORDS = new ContactWords(REDACT, ISSUED);

    private static String text(String message) {
        return WORDS.of(Payload.text(message));
    }

    @Test
    void shouldShowTextInOneLine() {
        assertThat(text("CONNECT\nhost:/\n\n\0")).isEqualTo("CONNECT.host:/...");
        assertThat(WORDS.quoted(Payload.text("3"))).isEqualTo("\"3\"");
    }

    @Test
    void shouldHideSecretsBeforeItCutsALongMessageOff() {
        assertThat(text("x".repeat(197) + "s3cret")).endsWith("x***...").doesNotContain("s3c");
        assertThat(text("x".repeat(190) + "n0nce-of-the-server")).doesNotContain("n0n");
    }

    /** Only the first 64 KiB are searched; where they end, a part of a secret may be left. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8, 14, 15, 16, 17, 30})
    void shouldShowNoPartOfASecretWhereTheSearchEnds(int part) {
        int length = 5_038; // 13 of them leave 42 bytes of 64 KiB
        String token = new Random(5)
                .ints(length, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String message = "-".repeat(42 - part) + token.repeat(20);

        assertThat(new ContactWords(Redactor.of(List.of(token)), ISSUED).of(Payload.text(message)))
                .matches("[-*]+");
        assertThat(new ContactWords(Redactor.NONE, issuing(token)).of(Payload.text(message)))
                .matches("[-*]+");
    }

    private static Conversation issuing(String token) {
        return new Conversation() {
            @Override
            public List<String> issued() {
                return List.of(token);
            }
        };
    }

    /** Some secrets are recognised only by the text that follows them. */
    @Test
    void shouldShowNoPartOfAPasswordWhereTheSearchEnds() {
        String message =
                "{\"token\":\"" + "x".repeat(16_000) + "\",\"at\":\"ws://ann:" + "pa".repeat(50_000) + "@host/\"}";

        assertThat(text(message)).isEqualTo("{\"token\":\"********\",\"at\":\"ws://");
    }

    @Test
    void shouldShowTheBeginningOfALongMessage() {
        String snapshot = "{\"type\":\"snapshot\",\"rows\":[" + "{\"bid\":1.5,\"ask\":1.6},".repeat(700_000);

        assertThat(text(snapshot)).isEqualTo(snapshot.substring(0, 200) + "...");
        assertThat(WORDS.of(new Payload(false, new byte[16 << 20])))
                .isEqualTo("16777216 bytes, " + "00 ".repeat(32) + "...");
        assertThat(WORDS.of(Payload.binary((" s3cret" + "-".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("1048583 bytes, ******** ...");
    }

    @Test
    void shouldHideOnlyTheSecretsOfAMessage() {
        assertThat(text("{\"user\":\"ann\",\"token\":\"abc\",\"what?\":\"yes & no\"}"))
                .isEqualTo("{\"user\":\"ann\",\"token\":\"********\",\"what?\":\"yes & no\"}");
    }

    @Test
    void shouldHideWhatTheServerHasIssuedInMessagesAndSentences() {
        assertThat(text("{\"nonce\":\"n0nce-of-the-server\",\"step\":7}"))
                .isEqualTo("{\"nonce\":\"********\",\"step\":7}");
        assertThat(text("{\"nonce\":\"a\\/b\\/c\\/d\"}")).isEqualTo("{\"nonce\":\"********\"}");
        assertThat(WORDS.sentence("the server refused n0nce-of-the-server")).isEqualTo("the server refused ********");
    }

    @Test
    void shouldShowTheBeginningOfABinaryMessage() {
        assertThat(WORDS.of(Payload.binary((byte) 0xC0, (byte) 0))).isEqualTo("2 bytes, C0 00");
        assertThat(WORDS.quoted(new Payload(false, new byte[33]))).isEqualTo("33 bytes, " + "00 ".repeat(32) + "...");
    }

    @Test
    void shouldNotShowABinaryMessageWithASecret() {
        assertThat(WORDS.of(Payload.binary("\1s3cret".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("7 bytes, ********");
    }

    /** Such bytes are not UTF-8. Fewer than six of them are shown, like short texts. */
    @Test
    void shouldNotShowABinaryMessageWithBytesThatTheServerHasIssued() {
        byte[] issued = {2, (byte) 0xF0, (byte) 0xFF, (byte) 0x80, (byte) 0xC2, 1, 2};

        assertThat(WORDS.of(new Payload(false, issued))).isEqualTo("7 bytes, ********");
        assertThat(WORDS.of(new Payload(false, Arrays.copyOf(issued, 6)))).isEqualTo("6 bytes, 02 F0 FF 80 C2 01");
    }

    @Test
    void shouldSayWhatAMessageIsFor() {
        assertThat(new ContactMessage(true, "x", "")).hasToString("sent: x");
        assertThat(new ContactMessage(false, "3", "answers the ping")).hasToString("received (answers the ping): 3");
    }
}
