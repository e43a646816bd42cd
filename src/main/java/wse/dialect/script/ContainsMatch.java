package wse.dialect.script;

import io.netty.buffer.ByteBuf;

/** Messages that contain some bytes anywhere. */
record ContainsMatch(byte[] expected) implements Match {

    @Override
    public boolean matches(ByteBuf message) {
        return Bytes.indexOf(message, message.readerIndex(), message.writerIndex(), expected) >= 0;
    }
}
