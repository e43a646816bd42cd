package wse.engine;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body of a refusal up to its first line with text; in HTML, earlier lines contain only tags. Confined to the
 * connection's event loop.
 */
final class RefusalBody {

    /**
     * Enough for more than 200 characters in UTF-8. A line that is longer, including blank space at its beginning, is cut
     * off.
     */
    private static final int MAX_BYTES = 4 * (Printable.MAX_CHARACTERS + 1);

    private static final int HEX = 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final boolean chunked;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder chunkHeader = new StringBuilder();
    /** How many bytes of the body, or of the current chunk, are still to come. */
    private long left;

    private boolean complete;

    private RefusalBody(boolean chunked, long length) {
        this.chunked = chunked;
        this.left = length;
        this.complete = length == 0 && !chunked;
    }

    /** A body of known length, or one that ends with the connection. */
    static RefusalBody ofLength(long length) {
        return new RefusalBody(false, length);
    }

    /** A body in the chunked transfer coding (RFC 9112 section 7.1). */
    static RefusalBody ofChunks() {
        return new RefusalBody(true, 0);
    }

    /** @return whether the line is complete, so that the rest of the body need not be read */
    boolean read(ByteBuf in) {
        while (in.isReadable() && !complete) {
            byte next = in.readByte();
            if (left > 0) {
                left--;
                content(next);
                complete |= left == 0 && !chunked;
            } else {
                chunkHeader(next);
            }
        }
        return complete;
    }

    /** The part of the line that has been read. */
    String firstLine() {
        return Printable.of(line.toString(StandardCharsets.UTF_8)
                .replace(BYTE_ORDER_MARK, "")
                .strip());
    }

    private void content(byte next) {
        boolean end = next == '\n' || next == '\r';
        if (!end) {
            line.write(next);
        }
        if (end && isBlank()) {
            line.reset();
        } else {
            complete = end || line.size() == MAX_BYTES;
        }
    }

    /** Whether the line contains no text apart from HTML tags. */
    private boolean isBlank() {
        return firstLine().replaceAll("<[^>]*>", "").isBlank();
    }

    /** The size of the next chunk, or the end of line after the previous chunk. */
    private void chunkHeader(byte next) {
        if (next != '\n') {
            chunkHeader.append((char) (next & 0xff));
            complete = chunkHeader.length() > MAX_BYTES;
            return;
        }
        String header = chunkHeader.toString().strip();
        chunkHeader.setLength(0);
        if (!header.isEmpty()) {
            left = size(header);
            complete = left == 0;
        }
    }

    /** The size of the chunk; if the header is malformed, 0, as for the last chunk. */
    private static long size(String header) {
        String digits = header.split(";", 2)[0].strip();
        return digits.matches("[0-9a-fA-F]{1,15}") ? Long.parseLong(digits, HEX) : 0;
    }
}
