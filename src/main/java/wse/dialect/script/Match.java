package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.util.List;
import wse.dialect.Conversation;

/**
 * A form that messages of the server can have, and where the id of a ping is in it. It looks at the bytes of a message,
 * whether that is text or binary. Immutable and thread-safe. No method allocates.
 */
sealed interface Match permits TextMatch, HexMatch, ContainsMatch, JsonMatch, RegexMatch, Match.All, Match.Any {

    boolean matches(ByteBuf message);

    /**
     * The id that a message of this form contains; {@link Conversation#NONE} if it should contain one but does not, and
     * {@link Conversation#IN_ORDER} if the form has no id.
     */
    default long id(ByteBuf message) {
        return Conversation.IN_ORDER;
    }

    /** Whether the form has an id. */
    default boolean hasId() {
        return false;
    }

    private static boolean hasId(Match[] parts) {
        for (Match part : parts) {
            if (part.hasId()) {
                return true;
            }
        }
        return false;
    }

    static Match all(List<Match> parts) {
        return parts.size() == 1 ? parts.get(0) : new All(parts.toArray(Match[]::new));
    }

    static Match any(List<Match> parts) {
        return parts.size() == 1 ? parts.get(0) : new Any(parts.toArray(Match[]::new));
    }

    /** All of several forms at once. */
    record All(Match[] parts) implements Match {

        @Override
        public boolean matches(ByteBuf message) {
            for (Match part : parts) {
                if (!part.matches(message)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long id(ByteBuf message) {
            for (Match part : parts) {
                if (part.hasId()) {
                    return part.id(message);
                }
            }
            return Conversation.IN_ORDER;
        }

        @Override
        public boolean hasId() {
            return Match.hasId(parts);
        }
    }

    /** One of several forms. */
    record Any(Match[] parts) implements Match {

        @Override
        public boolean matches(ByteBuf message) {
            for (Match part : parts) {
                if (part.matches(message)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public long id(ByteBuf message) {
            for (Match part : parts) {
                if (part.matches(message)) {
                    return part.id(message);
                }
            }
            return Conversation.NONE;
        }

        @Override
        public boolean hasId() {
            return Match.hasId(parts);
        }
    }
}
