package wse.cluster;

import java.util.Objects;

/**
 * What members have to know of a run beside its plans: where to connect, and with what. Its form is the business of those
 * who write and read it. It is never printed: a token may be in it.
 */
public record Briefing(String text) {

    /** For work that needs to know nothing. */
    public static final Briefing NONE = new Briefing("");

    public Briefing {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "***";
    }
}
