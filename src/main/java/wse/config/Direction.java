package wse.config;

import java.util.Locale;

/** The direction in which a flood's messages travel: {@code wse.direction}. */
public enum Direction {
    /** From client to server. */
    OUT,
    /** From server to client. */
    IN,
    /** From client to server, and every message back again. */
    ECHO;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the client sends messages of the flood. */
    public boolean isSending() {
        return this != IN;
    }

    /** Whether the client receives messages of the flood. */
    public boolean isReceiving() {
        return this != OUT;
    }
}
