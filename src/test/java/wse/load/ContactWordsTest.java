package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import wse.dialect.Conversation;
import wse.dialect.Payload;

/** The user sees what the first contact says, but no secret. */
class ContactWordsTest {

    private static final UnaryOperator<String> REDACT = text -> text.replace("s3cret", "********");

    private static final Conversation ISSUED = new Conversation() {
        @Override
        public List<String> issued() {
            return List.of("n0nce-of-the-server", "a/b/c/d", "7");
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
        assertThat(text("x".repeat(197) + "s3cret")).endsWith("x***").doesNotContain("s3c");
        assertThat(text("x".repeat(190) + "n0nce-of-the-server")).doesNotContain("n0n");
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

    @Test
    void shouldSayWhatAMessageIsFor() {
        assertThat(new ContactMessage(true, "x", "")).hasToString("sent: x");
        assertThat(new ContactMessage(false, "3", "answers the ping")).hasToString("received (answers the ping): 3");
    }
}
