package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Packing;

/** Messages with a separator between them; there may also be one after the last message. */
record SeparatorPacking(byte[] separator) implements Packing {

    @Override
    public int end(ByteBuf messages, boolean text) {
        int at = Bytes.indexOf(messages, messages.readerIndex(), messages.writerIndex(), separator);
        return at < 0 ? messages.writerIndex() : at;
    }

    @Override
    public int separatorBytes() {
        return separator.length;
    }
}
