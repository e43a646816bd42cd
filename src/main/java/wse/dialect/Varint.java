package wse.dialect;

import io.netty.buffer.ByteBuf;

/**
 * Lengths in groups of seven bits, the lowest first, as MQTT (section 2.2.3 of version 3.1.1) and Protocol Buffers write
 * them. All but the last byte have the highest bit set. For binary protocols.
 */
public final class Varint {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;
    /** A number of 32 bits has at most five groups. */
    private static final int MOST_BITS = 4 * BITS;

    private Varint() {}

    /** Appends a number, and returns the buffer. */
    public static ByteBuf write(ByteBuf out, int number) {
        int rest = number;
        for (; rest >>> BITS != 0; rest >>>= BITS) {
            out.writeByte(rest | MORE);
        }
        return out.writeByte(rest);
    }

    /** How many bytes {@link #write} appends. */
    public static int bytes(int number) {
        int bytes = 1;
        for (int rest = number; rest >>> BITS != 0; rest >>>= BITS) {
            bytes++;
        }
        return bytes;
    }

    /** The index after the number that begins at {@code from}. */
    public static int end(byte[] message, int from) {
        int at = from;
        while (message[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /**
     * For servers that put several messages into one: each message has a header, then the length of its remaining part,
     * and then that part.
     *
     * @param headerBytes length of the header
     */
    public static Packing packing(int headerBytes) {
        return (messages, text) -> end(messages, messages.readerIndex() + headerBytes);
    }

    /** The index after the message whose length is at {@code from}; the end of the buffer if it is not whole. */
    private static int end(ByteBuf messages, int from) {
        long length = 0;
        int at = from;
        for (int shift = 0; at < messages.writerIndex() && shift <= MOST_BITS; shift += BITS) {
            byte next = messages.getByte(at++);
            length |= (long) (next & MORE - 1) << shift;
            if (next >= 0) {
                return (int) Math.min(at + length, messages.writerIndex());
            }
        }
        return messages.writerIndex();
    }
}
