package wse.plan;

import java.util.Locale;

/** Which way a flood's messages go. */
public enum Direction {
    /** Client to server. */
    OUT,
    /** Server to client. */
    IN,
    /** Client to server, and each message back. */
    ECHO;

    /** As in {@code wse.direction}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
