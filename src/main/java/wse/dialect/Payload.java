package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** One data message without its frame. Immutable, as long as nobody writes to its bytes. */
public final class Payload {

    private final boolean text;
    private final byte[] bytes;
    /** Views the bytes; its position and limit never change, so several threads may use it. */
    private final ByteBuffer view;

    /**
     * @param text true for a text message, false for a binary one
     * @param bytes the payload of the frame, unmasked; the array is not copied
     */
    public Payload(boolean text, byte[] bytes) {
        this.text = text;
        this.bytes = Objects.requireNonNull(bytes, "bytes");
        this.view = ByteBuffer.wrap(bytes);
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

    /** Whether this is a text message that begins and ends like a JSON object or array. */
    public boolean looksLikeJson() {
        String content = text ? new String(bytes, StandardCharsets.UTF_8).strip() : "";
        return content.startsWith("{") && content.endsWith("}") || content.startsWith("[") && content.endsWith("]");
    }

    /** Whether another message has the same bytes. */
    public boolean hasSameBytes(Payload other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /** Whether another message has the same type and the same bytes. Allocates nothing. */
    public boolean isSame(ByteBuf other, boolean otherIsText) {
        return text == otherIsText && other.readableBytes() == bytes.length && firstDifference(other) < 0;
    }

    /**
     * Whether another message is probably this one, changed on its way: it has the same type and length, or its first
     * bytes, at most eight, are the same.
     */
    public boolean resembles(ByteBuf other, boolean otherIsText) {
        int common = Math.min(other.readableBytes(), bytes.length);
        int difference = firstDifference(other);
        boolean sameStart = difference < 0 || difference >= Math.min(Long.BYTES, common);
        return text == otherIsText && other.readableBytes() == bytes.length || common > 0 && sameStart;
    }

    /**
     * The index of the first byte that differs; the shorter length if one message is the beginning of the other; -1 if
     * both are equal.
     */
    private int firstDifference(ByteBuf other) {
        int length = other.readableBytes();
        ByteBuffer others =
                other.nioBufferCount() == 1 ? other.internalNioBuffer(other.readerIndex(), length) : other.nioBuffer();
        return view.mismatch(others);
    }

    @Override
    public String toString() {
        return (text ? "text of " : "binary of ") + bytes.length + " bytes";
    }
}
