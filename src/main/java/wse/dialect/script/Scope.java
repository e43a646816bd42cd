package wse.dialect.script;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import wse.config.Users;

/**
 * Which placeholders the texts of one place in a description may contain, and what they stand for. Immutable.
 *
 * @param kept names of the values that have been kept before; their positions are those of {@link Fill#kept}
 * @param escaped whether the values of placeholders are percent-encoded, as an address requires
 */
record Scope(Sources sources, Set<Placeholder> allowed, KeptNames kept, boolean escaped) {

    /**
     * Where values come from that are not in the description.
     *
     * @param variables the environment variables that the description names, without those that are not set
     * @param users the identities of the connections
     * @param millis the time, in milliseconds since 1970
     */
    record Sources(Map<String, String> variables, Users users, LongSupplier millis) {}

    Scope {
        kept = kept.copy();
    }

    private static Scope withoutKept(Sources sources, Set<Placeholder> allowed, boolean escaped) {
        return new Scope(sources, allowed, new KeptNames(), escaped);
    }

    /** For a request. */
    static Scope ofRequest(Sources sources, boolean escaped) {
        return withoutKept(sources, EnumSet.of(Placeholder.INDEX, Placeholder.USER, Placeholder.ENV), escaped);
    }

    /** For a message of one connection. */
    static Scope ofMessage(Sources sources, KeptNames kept) {
        EnumSet<Placeholder> allowed = EnumSet.of(
                Placeholder.INDEX,
                Placeholder.NOW,
                Placeholder.NOW_SECONDS,
                Placeholder.USER,
                Placeholder.ENV,
                Placeholder.LENGTH);
        if (kept.size() > 0) {
            allowed.add(Placeholder.KEPT);
        }
        return new Scope(sources, allowed, kept, false);
    }

    /** For a ping. */
    static Scope ofPing(Sources sources, KeptNames kept) {
        Scope message = ofMessage(sources, kept);
        Set<Placeholder> allowed = EnumSet.copyOf(message.allowed);
        allowed.addAll(Set.of(Placeholder.ID, Placeholder.SHORT_ID));
        return new Scope(sources, allowed, kept, false);
    }

    /** For a message that is the same for all connections. */
    static Scope ofShared(Sources sources) {
        return withoutKept(sources, EnumSet.of(Placeholder.ENV, Placeholder.LENGTH), false);
    }

    /** For the message of a flood. */
    static Scope ofFlood(Sources sources) {
        return withoutKept(
                sources,
                EnumSet.of(
                        Placeholder.NUMBER,
                        Placeholder.PADDING,
                        Placeholder.TRADE_UPDATE,
                        Placeholder.ENV,
                        Placeholder.LENGTH),
                false);
    }
}
