package wse.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One data message without its frame. Immutable, as long as nobody writes to its bytes. */
public final class Payload {

    private final boolean text;
    private final byte[] bytes;
    private final long head;

    /**
     * @param text true for a text message, false for a binary one
     * @param bytes the payload of the frame, unmasked; the array is not copied
     */
    public Payload(boolean text, byte[] bytes) {
        this.text = text;
        this.bytes = Objects.requireNonNull(bytes, "bytes");
        this.head =
                bytes.length < Long.BYTES ? 0 : Unpooled.wrappedBuffer(bytes).getLong(0);
    }

    /** A text message. */
    public static Payload text(String text) {
        return new Payload(true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A binary message. */
    public static Payload binary(byte... bytes) {
        return new Payload(false, bytes);
    }

    /** True for a text message, false for a binary one. */
    public boolean text() {
        return text;
    }

    /** The payload of the frame. Do not modify the array. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /**
     * Whether another message is of the same type and length and begins with the same eight bytes: enough to tell the
     * messages of a flood from pongs and keep-alives, and cheap even for large messages.
     */
    public boolean looksLike(ByteBuf other, boolean otherIsText) {
        if (text != otherIsText || other.readableBytes() != bytes.length) {
            return false;
        }
        return bytes.length < Long.BYTES
                ? ByteBufUtil.equals(other, other.readerIndex(), Unpooled.wrappedBuffer(bytes), 0, bytes.length)
                : other.getLong(other.readerIndex()) == head;
    }

    @Override
    public String toString() {
        return (text ? "text of " : "binary of ") + bytes.length + " bytes";
    }
}
