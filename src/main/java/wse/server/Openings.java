package wse.server;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first eight bytes of messages that need an answer, so that they can be recognised cheaply while others are counted.
 */
final class Openings {

    static final int BYTES = Long.BYTES;

    private static final long LAST_BYTE_FREE = ~0xffL;
    private static final long PING = of("{\"t\":\"p\0");
    private static final long HELLO = of("{\"t\":\"c\0");
    private static final long PREFIX_WSE = of("WSE{\"t\":");
    private static final long PING_S = of("S{\"t\":\"p");
    private static final long HELLO_S = of("S{\"t\":\"c");
    private static final long PING_U = of("U{\"t\":\"p");
    private static final long HELLO_U = of("U{\"t\":\"c");

    private Openings() {}

    /** Whether a whole message, still masked with {@code mask}, has to be read. */
    static boolean mayWantAnswer(int opcode, ByteBuf buffer, int index, int length, int mask) {
        return opcode == FrameReader.TEXT
                && length >= BYTES
                && mayWantAnswer(buffer.getLong(index) ^ Masks.twice(mask));
    }

    /** Whether a message that begins with these bytes, big-endian, has to be read. */
    static boolean mayWantAnswer(long first) {
        long seven = first & LAST_BYTE_FREE;
        return seven == PING || seven == HELLO || first == PREFIX_WSE || mayWantAnswerBehindLetter(first);
    }

    private static boolean mayWantAnswerBehindLetter(long first) {
        return first == PING_S || first == HELLO_S || first == PING_U || first == HELLO_U;
    }

    private static long of(String bytes) {
        return ByteBuffer.wrap(bytes.getBytes(StandardCharsets.US_ASCII)).getLong();
    }
}
