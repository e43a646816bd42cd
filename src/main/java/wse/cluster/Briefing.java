package wse.cluster;

import java.util.Objects;
import wse.plan.TierPlan;

/**
 * Everything that members must know about a run besides its plans: where to connect, and with which credentials. Only the
 * code that writes and reads the text knows its format. It is never printed, because it may contain a token.
 */
public record Briefing(String text) implements Briefings {

    /** For work that needs no briefing. */
    public static final Briefing NONE = new Briefing("");

    public Briefing {
        Objects.requireNonNull(text, "text");
    }

    /** The same briefing for all members. */
    @Override
    public Briefing of(TierPlan share) {
        return this;
    }

    @Override
    public String toString() {
        return "***";
    }
}
