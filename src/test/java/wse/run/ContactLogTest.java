package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import wse.dialect.Payload;
import wse.load.ContactMessage;

/** The user sees what the first contact says, but no secret. */
class ContactLogTest {

    private static final UnaryOperator<String> REDACT = text -> text.replace("s3cret", "********");

    private static String line(boolean sent, Payload message, String purpose) {
        return ContactLog.line(new ContactMessage(sent, message, purpose), REDACT);
    }

    @Test
    void shouldShowTextInOneLine() {
        assertThat(line(true, Payload.text("CONNECT\nhost:/\n\n\0"), ""))
                .isEqualTo("first contact, sent: CONNECT.host:/...");
        assertThat(line(false, Payload.text("3"), "answers the ping"))
                .isEqualTo("first contact, received (answers the ping): 3");
    }

    @Test
    void shouldHideSecretsBeforeItCutsALongMessageOff() {
        assertThat(line(true, Payload.text("x".repeat(197) + "s3cret"), ""))
                .endsWith("x***")
                .doesNotContain("s3c");
        assertThat(line(true, Payload.text("{\"user\":\"ann\",\"token\":\"abc\"}"), ""))
                .isEqualTo("first contact, sent: {\"user\":\"ann\",\"token\":********");
    }

    @Test
    void shouldShowTheBeginningOfABinaryMessage() {
        assertThat(line(true, Payload.binary((byte) 0xC0, (byte) 0), ""))
                .isEqualTo("first contact, sent: 2 bytes, C0 00");
        assertThat(line(false, new Payload(false, new byte[33]), "")).endsWith("33 bytes, " + "00 ".repeat(32) + "...");
    }

    @Test
    void shouldNotShowABinaryMessageWithASecret() {
        assertThat(line(true, Payload.binary("\1s3cret".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), ""))
                .isEqualTo("first contact, sent: 7 bytes, ********");
    }
}
