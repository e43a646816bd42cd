package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Validates UTF-8 with the JDK's decoder, which is strict (RFC 3629). Confined to one thread. */
public final class Utf8 {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer discarded = CharBuffer.allocate(1024);

    /**
     * Validates the beginning of a text.
     *
     * @return end of the last complete character; -1 if the text is invalid, whatever follows
     */
    public int validUntil(ByteBuf text, int from) {
        int length = text.writerIndex() - from;
        ByteBuffer in = text.internalNioBuffer(from, length);
        return decode(in, false).isUnderflow() ? text.writerIndex() - in.remaining() : -1;
    }

    public boolean valid(byte[] bytes, int offset, int length) {
        return decode(ByteBuffer.wrap(bytes, offset, length), true).isUnderflow();
    }

    private CoderResult decode(ByteBuffer in, boolean isWhole) {
        decoder.reset();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            discarded.clear();
            result = decoder.decode(in, discarded, isWhole);
        }
        return result;
    }
}
