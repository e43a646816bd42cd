package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Converts ASCII text and numbers to bytes without allocation. */
public final class Ascii {

    private Ascii() {}

    /** The bytes of an ASCII text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends a non-negative integer in decimal. */
    public static void writeDecimal(ByteBuf out, long value) {
        long divisor = 1;
        while (value / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.writeByte((byte) ('0' + value / divisor % 10));
        }
    }
}
