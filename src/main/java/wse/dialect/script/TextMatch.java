package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;

/**
 * Messages that are, or begin with, a text that may contain an id.
 *
 * @param before the text before the id, or the whole text if there is none
 * @param hasId whether an id follows
 * @param after the text after the id
 * @param whole whether the message ends there
 */
record TextMatch(byte[] before, boolean hasId, byte[] after, boolean whole) implements Match {

    @Override
    public boolean matches(ByteBuf message) {
        int start = message.readerIndex();
        int end = message.writerIndex();
        if (!Bytes.startWith(message, start, end, before)) {
            return false;
        }
        int at = start + before.length;
        if (hasId) {
            int digits = Bytes.digitsEnd(message, at, end);
            if (digits == at) {
                return false;
            }
            at = digits;
        }
        return Bytes.startWith(message, at, end, after) && (!whole || at + after.length == end);
    }

    @Override
    public long id(ByteBuf message) {
        if (!hasId) {
            return Conversation.IN_ORDER;
        }
        int at = message.readerIndex() + before.length;
        return Bytes.integer(message, at, Bytes.digitsEnd(message, at, message.writerIndex()));
    }
}
