package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;

/**
 * Messages that are, or begin with, certain bytes, which may contain an id.
 *
 * @param bytes the expected bytes
 * @param free which of them may have any value
 * @param idAt where the id is; negative if there is none
 * @param format of the id
 * @param whole whether the message ends after the bytes
 */
record HexMatch(byte[] bytes, boolean[] free, int idAt, NumberFormat format, boolean whole) implements Match {

    @Override
    public boolean matches(ByteBuf message) {
        int length = message.readableBytes();
        if (length < bytes.length || whole && length > bytes.length) {
            return false;
        }
        int start = message.readerIndex();
        for (int i = 0; i < bytes.length; i++) {
            if (!free[i] && message.getByte(start + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long id(ByteBuf message) {
        return hasId() ? format.read(message, message.readerIndex() + idAt) & Long.MAX_VALUE : Conversation.IN_ORDER;
    }

    @Override
    public boolean hasId() {
        return idAt >= 0;
    }
}
