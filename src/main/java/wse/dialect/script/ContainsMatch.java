package wse.dialect.script;

import io.netty.buffer.ByteBuf;

/** Messages that contain some bytes anywhere. */
record ContainsMatch(byte[] expected) implements Match {

    @Override
    public boolean matches(ByteBuf message) {
        int end = message.writerIndex();
        int at = message.indexOf(message.readerIndex(), end, expected[0]);
        while (at >= 0 && !Bytes.startWith(message, at, end, expected)) {
            at = message.indexOf(at + 1, end, expected[0]);
        }
        return at >= 0;
    }
}
