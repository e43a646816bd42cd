package wse.cluster;

import java.util.Objects;

/**
 * Everything that members must know about a run besides its plans: where to connect, and with which credentials. Only the
 * code that writes and reads the text knows its format. It is never printed, because it may contain a token.
 */
public record Briefing(String text) {

    /** For work that needs no briefing. */
    public static final Briefing NONE = new Briefing("");

    public Briefing {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "***";
    }
}
