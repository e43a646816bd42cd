package wse.cluster;

import java.util.Objects;

/**
 * What members must know about a run besides its plans: where to connect, and with which credentials. Only those who write
 * and read the text know its format. It is never printed, because it may contain a token.
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
