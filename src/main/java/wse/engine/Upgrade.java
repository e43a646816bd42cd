package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One connection's opening handshake: the proof that the server's response must contain, and the part of the response's head
 * that has arrived so far. Exists until the response is complete. Confined to the connection's event loop.
 */
final class Upgrade {

    /** Represents the absence of a handshake, before and after it. */
    static final Upgrade NONE = new Upgrade("");

    /** More than an honest server sends. Limits the memory that a hostile server can make the client use. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final String START = "HTTP/1.";
    private static final String END = "\r\n\r\n";

    private final String expectedAccept;
    private String head = "";

    Upgrade(String expectedAccept) {
        this.expectedAccept = expectedAccept;
    }

    /**
     * Reads the head of the response, and leaves everything after it in the buffer.
     *
     * @return whether it can be judged, because it is complete or will never be a response
     */
    boolean read(ByteBuf in) {
        int before = head.length();
        int taken = Math.min(in.readableBytes(), MAX_HEAD_BYTES - before);
        head += in.toString(in.readerIndex(), taken, StandardCharsets.ISO_8859_1);
        int end = head.indexOf(END, Math.max(0, before - END.length() + 1));
        if (end < 0) {
            in.skipBytes(taken);
            return !isHttp() || head.length() == MAX_HEAD_BYTES;
        }
        head = head.substring(0, end + END.length());
        in.skipBytes(head.length() - before);
        return true;
    }

    /** Why the connection is not a WebSocket; empty if it is one now. */
    Optional<Disconnect> judge(boolean protocolOffered) {
        if (!isHttp()) {
            return Optional.of(UpgradeResponse.broken("not HTTP: " + UpgradeResponse.printable(head)));
        }
        if (!head.endsWith(END)) {
            return Optional.of(UpgradeResponse.broken("the head must not exceed " + MAX_HEAD_BYTES + " bytes"));
        }
        return UpgradeResponse.judge(head, expectedAccept, protocolOffered);
    }

    private boolean isHttp() {
        return START.regionMatches(0, head, 0, Math.min(START.length(), head.length()));
    }
}
