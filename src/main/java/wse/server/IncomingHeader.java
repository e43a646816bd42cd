package wse.server;

import io.netty.buffer.ByteBuf;

/**
 * The header of the frame that a {@link FrameReader} is reading, and the rules of RFC 6455, section 5, for it. One object
 * serves all frames of a connection. Confined to the channel's event loop.
 */
final class IncomingHeader {

    static final int FIN = 0x80;

    private static final int MASKED = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CONTINUATION = 0;
    private static final int MAX_BYTES = 14;

    private final FrameReader.Sink sink;
    private final int maxMessageBytes;
    private final boolean compressible;
    private int opcode;
    private int bytes;
    private int payloadBytes;

    /** @param compressible whether messages may be compressed */
    IncomingHeader(FrameReader.Sink sink, int maxMessageBytes, boolean compressible) {
        this.compressible = compressible;
        this.sink = sink;
        this.maxMessageBytes = maxMessageBytes;
    }

    int opcode() {
        return opcode;
    }

    /** Length of the header. If the header is incomplete, the length known to be needed so far. */
    int bytes() {
        return bytes;
    }

    /** Length of the payload, according to the last complete header. */
    int payloadBytes() {
        return payloadBytes;
    }

    int frameBytes() {
        return bytes + payloadBytes;
    }

    /** How many bytes to reserve for a frame whose header is incomplete. */
    static int mostBytes() {
        return MAX_BYTES;
    }

    /**
     * Reads the header at an index.
     *
     * @param before the fragments that the frame may continue
     * @return false if the header is incomplete or breaks a rule; a broken rule is reported to the sink
     */
    boolean read(ByteBuf in, int index, int end, PartialMessage before) {
        bytes = 2;
        if (end - index < 2) {
            return false;
        }
        int both = in.getUnsignedShort(index);
        int length = both & 0x7f;
        opcode = both >>> 8 & 0x0f;
        bytes = length < 126 ? 6 : length == 126 ? 8 : MAX_BYTES;
        if (!isLegal(both >>> 8, both & 0xff, before.isBegun())) {
            return false;
        }
        return end - index >= bytes && readPayloadLength(in, index, length, before.bytes());
    }

    private boolean isLegal(int first, int second, boolean fragmented) {
        if ((second & MASKED) == 0) {
            return refuse("a client's frame must be masked");
        }
        if (isWholeMessage(first) && !fragmented) {
            return true;
        }
        if ((first & RESERVED) != 0 && !isCompressed(first)) {
            return refuse("reserved bits must be 0");
        }
        return opcode >= FrameReader.CLOSE ? isLegalControl(first, second) : isLegalData(fragmented);
    }

    /** Whether the first byte of a frame says that it is a data message in a single frame. */
    static boolean isWholeMessage(int first) {
        return first == (FIN | FrameReader.TEXT) || first == (FIN | FrameReader.BINARY);
    }

    /** Only the first frame of a message may say that it is compressed (RFC 7692, 6). */
    private boolean isCompressed(int first) {
        boolean begins = opcode == FrameReader.TEXT || opcode == FrameReader.BINARY;
        return compressible && begins && (first & RESERVED) == ConnectionCompression.RSV1;
    }

    private boolean isLegalControl(int first, int second) {
        if (opcode > FrameReader.PONG) {
            return refuse("unknown opcode");
        }
        if ((first & FIN) == 0) {
            return refuse("a control frame must not be fragmented");
        }
        return (second & 0x7f) <= 125 || refuse("a control frame must not be longer than 125 bytes");
    }

    private boolean isLegalData(boolean fragmented) {
        if (opcode > FrameReader.BINARY) {
            return refuse("unknown opcode");
        }
        if (opcode == CONTINUATION && !fragmented) {
            return refuse("there is no message to continue");
        }
        return opcode == CONTINUATION || !fragmented || refuse("the previous message must be continued first");
    }

    private boolean readPayloadLength(ByteBuf in, int index, int length, int before) {
        long value = length;
        if (length == 126) {
            value = in.getUnsignedShort(index + 2);
        } else if (length == 127) {
            value = in.getLong(index + 2);
        }
        if (value < 0 || length == 126 && value < 126 || length == 127 && value <= 0xffff) {
            return refuse("a length must be encoded in the fewest bytes");
        }
        if (value > maxMessageBytes - before) {
            sink.violation(FrameReader.TOO_BIG, "message too big");
            return false;
        }
        payloadBytes = (int) value;
        return true;
    }

    private boolean refuse(String rule) {
        sink.violation(FrameReader.PROTOCOL_ERROR, rule);
        return false;
    }
}
