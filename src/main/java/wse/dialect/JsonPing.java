package wse.dialect;

import io.netty.buffer.ByteBuf;

/**
 * The application ping of WSE: {@code {"t":"ping","p":{"timestamp":id}}}. The integer is the only id that a ping can carry.
 */
final class JsonPing {

    /** The largest integer that every JSON parser keeps exact (RFC 8259 section 6). */
    static final long MAX_ID = (1L << 53) - 1;

    private static final byte[] HEAD = Ascii.bytes("{\"t\":\"ping\",\"p\":{\"timestamp\":");
    private static final byte[] TAIL = Ascii.bytes("}}");

    private JsonPing() {}

    static void write(ByteBuf out, long id) {
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("a ping's id must lie in 0.." + MAX_ID + ": id=" + id);
        }
        out.writeBytes(HEAD);
        Ascii.writeDecimal(out, id);
        out.writeBytes(TAIL);
    }
}
