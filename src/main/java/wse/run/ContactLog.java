package wse.run;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import wse.config.Config;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.load.ContactMessage;
import wse.text.Mask;
import wse.text.Plain;

/**
 * Shows the messages of the first contact, so that the author of a description sees why a login does not work. Secrets are
 * hidden, and long messages are cut off. Stateless.
 */
final class ContactLog {

    /** How many bytes of a binary message are shown: enough for its header. */
    private static final int MOST_BYTES = 32;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private ContactLog() {}

    /** @param say prints a line */
    static Consumer<ContactMessage> of(Config config, Dialect dialect, Consumer<String> say) {
        return dialect.showsFirstContact() ? message -> say.accept(line(message, config::redact)) : message -> {};
    }

    static String line(ContactMessage message, UnaryOperator<String> redact) {
        String purpose = message.purpose().isEmpty() ? "" : " (" + message.purpose() + ")";
        return "first contact, " + (message.sent() ? "sent" : "received") + purpose + ": "
                + (message.message().text() ? text(message.message(), redact) : binary(message.message(), redact));
    }

    /** Secrets are hidden before the text is cut off, because a part of a secret would not be recognised. */
    private static String text(Payload message, UnaryOperator<String> redact) {
        return Plain.brief(Mask.plain().text(redact.apply(new String(message.bytes(), StandardCharsets.UTF_8))));
    }

    /** If the bytes contain a secret as text, they are not shown. */
    private static String binary(Payload message, UnaryOperator<String> redact) {
        String text = new String(message.bytes(), StandardCharsets.UTF_8);
        boolean secret = !Mask.plain().text(redact.apply(text)).equals(text);
        int shown = Math.min(message.length(), MOST_BYTES);
        return message.length() + " bytes, "
                + (secret ? Mask.HIDDEN : HEX.formatHex(message.bytes(), 0, shown))
                + (shown < message.length() ? " ..." : "");
    }
}
