package wse.measure;

import java.util.Locale;

/** Which side limited the rate of a flood. */
public enum Bound {
    /** Connections waited for the server to read, or to send, more. */
    SERVER,
    /** The client was saturated; the server could have handled more. */
    CLIENT,
    /** Unknown, or the test is not a flood. */
    UNKNOWN;

    /** The label in {@code results.json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
