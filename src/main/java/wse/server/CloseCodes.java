package wse.server;

import java.nio.charset.StandardCharsets;

/** Payloads of close frames (RFC 6455, 5.5.1 and 7.4). */
final class CloseCodes {

    private CloseCodes() {}

    static byte[] payload(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return payload;
    }

    /** Whether the payload of a client's close frame has no code, or one that an endpoint may send. */
    static boolean legal(byte[] payload) {
        if (payload.length < 2) {
            return payload.length == 0;
        }
        int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }
}
