package wse.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;

/**
 * Finds the JSON of a WSE message, whichever way the server sent it: as text, as JSON in a binary message, compressed with zlib
 * (after {@code C:}, or without a prefix), or as MessagePack (after {@code M:}). The published client reads the same
 * forms. One object for each thread, because its buffers are reused: text and plain JSON are not copied, and the other forms
 * cost only a few small objects.
 */
final class ControlText {

    /** {@code server_ready} and {@code PONG} are shorter. Longer binary messages are floods, which are not decoded here. */
    private static final int LONGEST = 4 << 10;

    private static final int LONGEST_INFLATED = 64 << 10;
    private static final int DEEPEST = 32;
    private static final int ZLIB = 0x78;

    private static final FastThreadLocal<ControlText> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected ControlText initialValue() {
            return new ControlText();
        }

        @Override
        protected void onRemoval(ControlText value) {
            value.inflater.end();
        }
    };

    private final byte[] in = new byte[LONGEST];
    private final byte[] inflated = new byte[LONGEST_INFLATED];
    private final ByteBuf out = Unpooled.buffer(LONGEST, LONGEST_INFLATED);
    private final Inflater inflater = new Inflater();
    private final ArrayBufferInput source = new ArrayBufferInput(in);
    private final MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(source);

    private ControlText() {}

    /**
     * Returns the JSON of a message: the message itself if it is JSON already.
     *
     * @return valid until the next call in this thread; without content if the message cannot be decoded
     */
    static ByteBuf of(ByteBuf message) {
        int at = message.readerIndex();
        int length = message.readableBytes();
        int first = length == 0 ? 0 : message.getUnsignedByte(at);
        boolean prefixed = length > 2 && message.getByte(at + 1) == ':';
        if (length > LONGEST || !(first == ZLIB || prefixed && (first == 'C' || first == 'M'))) {
            return message;
        }
        return OF_THREAD.get().decoded(message, at + (prefixed ? 2 : 0), first == 'M');
    }

    private ByteBuf decoded(ByteBuf message, int from, boolean msgPack) {
        int length = message.writerIndex() - from;
        message.getBytes(from, in, 0, length);
        out.clear();
        try {
            return msgPack ? unpacked(length) : inflated(length);
        } catch (IOException | DataFormatException | MessagePackException | IndexOutOfBoundsException malformed) {
            return out.clear();
        }
    }

    private ByteBuf inflated(int length) throws DataFormatException {
        inflater.reset();
        inflater.setInput(in, 0, length);
        return out.writeBytes(inflated, 0, inflater.inflate(inflated));
    }

    private ByteBuf unpacked(int length) throws IOException {
        source.reset(in, 0, length);
        unpacker.reset(source);
        value(0);
        return out;
    }

    private void value(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("a message must not be nested more than " + DEEPEST + " levels deep");
        }
        switch (unpacker.getNextFormat().getValueType()) {
            case MAP -> map(depth);
            case ARRAY -> array(depth);
            case STRING -> string();
            case INTEGER ->
                ByteBufUtil.writeAscii(out, unpacker.unpackBigInteger().toString());
            case FLOAT -> ByteBufUtil.writeAscii(out, String.valueOf(unpacker.unpackDouble()));
            case BOOLEAN -> ByteBufUtil.writeAscii(out, String.valueOf(unpacker.unpackBoolean()));
            default -> {
                unpacker.skipValue();
                ByteBufUtil.writeAscii(out, "null");
            }
        }
    }

    private void map(int depth) throws IOException {
        int entries = unpacker.unpackMapHeader();
        out.writeByte('{');
        for (int i = 0; i < entries; i++) {
            separate(i);
            value(depth + 1);
            out.writeByte(':');
            value(depth + 1);
        }
        out.writeByte('}');
    }

    private void array(int depth) throws IOException {
        int elements = unpacker.unpackArrayHeader();
        out.writeByte('[');
        for (int i = 0; i < elements; i++) {
            separate(i);
            value(depth + 1);
        }
        out.writeByte(']');
    }

    private void separate(int index) {
        if (index > 0) {
            out.writeByte(',');
        }
    }

    /** Control characters become spaces: no member that the dialect reads contains any. */
    private void string() throws IOException {
        int length = unpacker.unpackRawStringHeader();
        if (length > LONGEST) {
            throw new IOException("a string must not be longer than its message");
        }
        out.writeByte('"');
        unpacker.readPayload(inflated, 0, length);
        for (int i = 0; i < length; i++) {
            byte character = inflated[i];
            if (character == '"' || character == '\\') {
                out.writeByte('\\');
            }
            out.writeByte(character >= 0 && character < ' ' ? ' ' : character);
        }
        out.writeByte('"');
    }
}
