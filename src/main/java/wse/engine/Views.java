package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** NIO views of buffers. A view is valid until the next one of the same buffer. Pure functions. */
final class Views {

    private Views() {}

    static ByteBuffer of(ByteBuf buffer, int index, int length) {
        return buffer.nioBufferCount() == 1 ? buffer.internalNioBuffer(index, length) : buffer.nioBuffer(index, length);
    }
}
