package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.BadInputException;

/** How a binary message holds a number: unsigned, in 1 to 8 bytes, big-endian or little-endian ({@code le}). */
enum NumberFormat {
    U8(1, false),
    U16(2, false),
    U32(4, false),
    U64(8, false),
    U16LE(2, true),
    U32LE(4, true),
    U64LE(8, true);

    private final int bytes;
    private final boolean littleEndian;

    NumberFormat(int bytes, boolean littleEndian) {
        this.bytes = bytes;
        this.littleEndian = littleEndian;
    }

    static Optional<NumberFormat> of(String label) {
        return Stream.of(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }

    static List<String> labels() {
        return Stream.of(values()).map(NumberFormat::label).toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Length of the number. */
    int bytes() {
        return bytes;
    }

    /** The bits that it holds. */
    long mask() {
        return bytes == Long.BYTES ? -1 : (1L << Byte.SIZE * bytes) - 1;
    }

    /** Appends the low bytes of a number. */
    void write(ByteBuf out, long value) {
        for (int i = 0; i < bytes; i++) {
            out.writeByte((int) (value >>> shift(i)));
        }
    }

    /**
     * Overwrites the number at an index with the number of bytes after it.
     *
     * @throws BadInputException if there are more bytes than this format can express
     */
    void setLength(ByteBuf out, int at) {
        long length = (long) out.writerIndex() - at - bytes;
        if (bytes < Integer.BYTES && length > mask()) {
            throw new BadInputException("a " + label() + " length in wse.script must be at most " + mask() + ", but "
                    + length + " bytes follow it; use a longer format, or shorten the message");
        }
        for (int i = 0; i < bytes; i++) {
            out.setByte(at + i, (int) (length >>> shift(i)));
        }
    }

    long read(byte[] in, int at) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[at + i] & 0xffL) << shift(i);
        }
        return value;
    }

    long read(ByteBuf in, int at) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.getUnsignedByte(at + i) << shift(i);
        }
        return value;
    }

    private int shift(int index) {
        return Byte.SIZE * (littleEndian ? index : bytes - 1 - index);
    }
}
