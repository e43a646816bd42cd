package wse.measure;

import java.util.Locale;

/** What set a flood's rate. */
public enum Bound {
    /** Connections waited for the server to take, or to send, more. */
    SERVER,
    /** The client had no time left; the server could have taken more. */
    CLIENT,
    /** It is not known, or the test is no flood. */
    UNKNOWN;

    /** As in {@code results.json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
