package wse.load;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import wse.dialect.Conversation;
import wse.dialect.Payload;
import wse.text.Mask;
import wse.text.Plain;
import wse.text.Redactor;

/**
 * Shows the messages of a first contact without secrets: those of the settings, what looks like a secret, and what the
 * server has issued to this connection. The log and the reason of a failure both use it, so that neither shows what the
 * other one hides. Confined to the connection's event loop.
 */
final class ContactWords {

    /**
     * How many bytes of a message are searched for secrets. A server may send many megabytes, but only a few characters are
     * shown, and the event loop must not be busy for seconds.
     */
    private static final int MOST_SEARCHED = 64 * 1024;

    /** How many bytes of a binary message are shown: enough for its header. */
    private static final int MOST_BYTES = 32;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final Redactor known;
    private final Conversation conversation;

    /** @param known hides the secrets of the settings */
    ContactWords(Redactor known, Conversation conversation) {
        this.known = known;
        this.conversation = conversation;
    }

    /** The beginning of a message, in one line. Call it after the conversation has read the message. */
    String of(Payload message) {
        return message.text() ? text(message) : binary(message);
    }

    /** The same, with quotation marks around text. */
    String quoted(Payload message) {
        return message.text() ? '"' + text(message) + '"' : binary(message);
    }

    /** A sentence that may contain words of the server. */
    String sentence(String sentence) {
        return Redactor.of(conversation.issued()).redact(sentence);
    }

    /** Secrets are hidden before the text is cut off, because a part of a secret would not be recognised. */
    private String text(Payload message) {
        String masked = masked(message);
        return masked.isEmpty() && message.length() > 0 ? Mask.HIDDEN : Plain.brief(masked);
    }

    /** If the bytes contain a secret, as text or as bytes that the server has issued, they are not shown. */
    private String binary(Payload message) {
        String text = decoded(message, StandardCharsets.UTF_8);
        String masked = masked(message);
        String bytes = decoded(message, StandardCharsets.ISO_8859_1);
        int shown = Math.min(message.length(), MOST_BYTES);
        boolean harmless = text.startsWith(masked)
                && masked.length() >= Math.min(text.length(), MOST_BYTES)
                && sentence(bytes).equals(bytes);
        return message.length() + " bytes, "
                + (harmless ? HEX.formatHex(message.bytes(), 0, shown) : Mask.HIDDEN)
                + (shown < message.length() ? " ..." : "");
    }

    /** The message without secrets, or the beginning of a long message. */
    private String masked(Payload message) {
        String text = decoded(message, StandardCharsets.UTF_8);
        Redactor issued = Redactor.of(conversation.issued());
        return message.length() <= MOST_SEARCHED
                ? Mask.plain().message(issued.redact(known.redact(text)))
                : Mask.plain().beginningOfMessage(issued.redactBeginning(known.redactBeginning(text)));
    }

    private static String decoded(Payload message, Charset charset) {
        return new String(message.bytes(), 0, Math.min(message.length(), MOST_SEARCHED), charset);
    }
}
