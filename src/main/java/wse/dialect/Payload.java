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
     * @param text whether it is a text message, else binary
     * @param bytes what the frame holds, unmasked; not copied
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

    /** Whether it is a text message, else binary. */
    public boolean text() {
        return text;
    }

    /** What the frame holds. Not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /**
     * Whether another message is of the same type and length and begins with the same eight bytes: enough to tell the
     * messages of a flood from pongs and keep-alives, and cheap for large ones.
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
