package wse.engine;

import io.netty.buffer.ByteBuf;

/** The header of a server's frame, and the rules of RFC 6455 section 5.2 for it. Pure functions. */
final class FrameHeader {

    static final int FIN = 0x80;

    private static final int RSV = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL_BYTES = 125;

    private FrameHeader() {}

    /** Length of the header, according to its second byte. */
    static int bytes(int second) {
        int length = second & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    /**
     * How many bytes the buffer must hold before decoding can continue: the header while it is incomplete, then the whole
     * frame.
     *
     * @param before the fragments that the frame may continue
     * @param deflates whether messages may be compressed
     */
    static long bytesNeeded(ByteBuf in, Fragments before, int maxMessageBytes, boolean deflates)
            throws ProtocolException {
        int readable = in.readableBytes();
        int start = in.readerIndex();
        if (readable >= 1) {
            checkFirstByte(in.getByte(start), before.isBegun(), deflates);
        }
        if (readable < 2) {
            return 2;
        }
        int second = in.getByte(start + 1);
        check((second & MASKED) == 0, "a server's frame must not be masked");
        int headerBytes = bytes(second);
        if (readable < headerBytes) {
            return headerBytes;
        }
        long length = payloadLength(in, start, second & 0x7f);
        if (Opcode.isControl(in.getByte(start) & 0xf)) {
            check(length <= MAX_CONTROL_BYTES, "a control frame must not exceed 125 bytes: length=", length);
        } else {
            checkMessageLength(before.bytes(), length, maxMessageBytes);
        }
        return headerBytes + length;
    }

    private static long payloadLength(ByteBuf in, int start, int shortLength) throws ProtocolException {
        if (shortLength < 126) {
            return shortLength;
        }
        long length = shortLength == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        check(length >= 0, "the highest bit of a length must be 0");
        check(length > (shortLength == 126 ? 125 : 0xffff), "a length must be encoded in the fewest bytes");
        return length;
    }

    private static void checkFirstByte(int first, boolean fragmented, boolean deflates) throws ProtocolException {
        int opcode = first & 0xf;
        if ((first & RSV) != 0) {
            checkReservedBits(first, opcode, deflates);
        }
        check(Opcode.isDefined(opcode), "an opcode must be defined: opcode=", opcode);
        if (Opcode.isControl(opcode)) {
            check((first & FIN) != 0, "a control frame must not be fragmented");
        } else if (opcode == Opcode.CONTINUATION) {
            check(fragmented, "a continuation frame must follow another frame of its message");
        } else {
            check(!fragmented, "a fragmented message must end before the next begins");
        }
    }

    /** Only the first frame of a message says whether the message is compressed (RFC 7692 section 6). */
    private static void checkReservedBits(int first, int opcode, boolean deflates) throws ProtocolException {
        check(deflates, "the RSV bits must be 0");
        check((first & RSV) == MessageDeflate.RSV1, "RSV2 and RSV3 must be 0");
        check(
                opcode == Opcode.TEXT || opcode == Opcode.BINARY,
                "RSV1 must be 0 except in the first frame of a message (RFC 7692 section 6)");
    }

    private static void checkMessageLength(int before, long length, int max) throws ProtocolException {
        if (length > max - before) {
            String total = Long.toUnsignedString(before + length);
            throw new ProtocolException(
                    CloseCode.TOO_BIG, "a message must not exceed " + max + " bytes: length=" + total);
        }
    }

    /** Builds the message only if it is needed: when it was built for each frame, it was the engine's only garbage. */
    private static void check(boolean holds, String rule, long value) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, rule + value);
        }
    }

    private static void check(boolean holds, String rule) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, rule);
        }
    }
}
