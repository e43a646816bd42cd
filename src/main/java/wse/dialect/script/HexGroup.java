package wse.dialect.script;

import io.netty.buffer.ByteBuf;

/**
 * A part of the messages that begin with certain bytes, as in {@code 02 (?? ?? ?? ??)}: the bytes in parentheses. Immutable.
 *
 * @param message the bytes with which a message begins
 * @param from where the part begins
 * @param length its number of bytes; {@link #REST} for the rest of the message
 */
record HexGroup(HexMatch message, int from, int length) {

    private static final int REST = -1;

    /** Reads hexadecimal bytes with one group in parentheses. {@code (...)} stands for the rest of the message. */
    static HexGroup read(Value value) {
        String text = value.textNotEmpty();
        int open = text.indexOf('(');
        int close = text.indexOf(')');
        if (open < 0 || close < open || text.indexOf('(', open + 1) >= 0 || text.indexOf(')', close + 1) >= 0) {
            throw value.refused(value.name() + " must have one group in parentheses, which is the value, such as"
                    + " 02 (?? ?? ?? ??), or 02 (...) for the rest of the message; correct it");
        }
        String before = text.substring(0, open);
        String kept = text.substring(open + 1, close).strip();
        String after = text.substring(close + 1);
        int from = MatchReader.bytes(value, before).bytes().length;
        if (kept.equals("...") && after.isBlank()) {
            return new HexGroup(MatchReader.bytes(value, before), from, REST);
        }
        int length = MatchReader.bytes(value, kept).bytes().length;
        return new HexGroup(MatchReader.bytes(value, before + kept + after), from, length);
    }

    /** The part of a message; null if the message does not begin with these bytes. Allocates. */
    byte[] of(ByteBuf whole) {
        if (!message.matches(whole)) {
            return null;
        }
        byte[] part = new byte[length == REST ? whole.readableBytes() - from : length];
        whole.getBytes(whole.readerIndex() + from, part);
        return part;
    }
}
