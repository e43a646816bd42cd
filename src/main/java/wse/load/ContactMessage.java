package wse.load;

import wse.dialect.Meaning;

/**
 * A message of the first contact, as it may be shown.
 *
 * @param sent whether the client sent it; otherwise, the server did
 * @param words its beginning in one line, without secrets
 * @param purpose what it is, in a few words; empty if there is nothing to say
 */
public record ContactMessage(boolean sent, String words, String purpose) {

    static String purpose(Meaning meaning) {
        return switch (meaning.kind()) {
            case OTHER -> meaning.replies().isEmpty() ? "" : "the login continues";
            case READY -> "the connection is ready";
            case PONG -> "answers the ping";
            case SERVER_PING -> "a ping of the server";
            case REFUSED -> "refuses the login";
            case ERROR -> "an error";
        };
    }

    /** As in {@code received (the connection is ready): ["3"]}. */
    @Override
    public String toString() {
        return (sent ? "sent" : "received") + (purpose.isEmpty() ? "" : " (" + purpose + ")") + ": " + words;
    }
}
