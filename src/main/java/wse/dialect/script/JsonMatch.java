package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;

/** JSON messages with certain values. */
record JsonMatch(Condition[] conditions) implements Match {

    /** What a value must be. */
    enum Kind {
        /** A string. */
        STRING,
        /** A number, true, false or null. */
        LITERAL,
        /** Anything. */
        ANY,
        /** The id of a ping: an integer, or a string of digits. */
        ID
    }

    /** @param expected the value of a string or literal */
    record Condition(Pointer pointer, Kind kind, byte[] expected) {

        boolean holds(ByteBuf message) {
            int at = pointer.find(message);
            return at >= 0
                    && switch (kind) {
                        case STRING -> JsonScalars.isString(message, at, message.writerIndex(), expected);
                        case LITERAL -> JsonScalars.isLiteral(message, at, message.writerIndex(), expected);
                        case ANY -> true;
                        case ID -> JsonScalars.id(message, at, message.writerIndex()) != Conversation.NONE;
                    };
        }
    }

    @Override
    public boolean matches(ByteBuf message) {
        for (Condition condition : conditions) {
            if (!condition.holds(message)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long id(ByteBuf message) {
        for (Condition condition : conditions) {
            if (condition.kind == Kind.ID) {
                int at = condition.pointer.find(message);
                return at < 0 ? Conversation.NONE : JsonScalars.id(message, at, message.writerIndex());
            }
        }
        return Conversation.IN_ORDER;
    }

    @Override
    public boolean hasId() {
        for (Condition condition : conditions) {
            if (condition.kind == Kind.ID) {
                return true;
            }
        }
        return false;
    }
}
