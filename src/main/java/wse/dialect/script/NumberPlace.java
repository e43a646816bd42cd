package wse.dialect.script;

import wse.dialect.Conversation;

/**
 * Where the number of a flood's message is in its bytes. Immutable.
 *
 * @param offset of its first byte; counted from the end of the message if negative
 * @param bytes its length
 * @param format of a binary number; null for decimal digits
 */
record NumberPlace(int offset, int bytes, NumberFormat format) {

    /** The number; {@link Conversation#NONE} if the message does not have one here. */
    long of(byte[] message) {
        int at = offset < 0 ? message.length + offset : offset;
        if (at < 0 || at + bytes > message.length) {
            return Conversation.NONE;
        }
        return format == null ? decimal(message, at) : format.read(message, at) & Long.MAX_VALUE;
    }

    private long decimal(byte[] message, int at) {
        long value = 0;
        for (int i = at; i < at + bytes; i++) {
            int digit = message[i] - '0';
            if (digit < 0 || digit > 9) {
                return Conversation.NONE;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
