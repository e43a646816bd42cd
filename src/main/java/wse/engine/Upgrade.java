package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * One connection's opening handshake: what the answer must prove, and its head as far as it has come. Lives until the
 * answer is complete. Confined to the connection's event loop.
 */
final class Upgrade {

    /** More than any honest server sends, and an end to what any other can make us keep. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final String START = "HTTP/1.";
    private static final String END = "\r\n\r\n";

    private final String expectedAccept;
    private String head = "";

    Upgrade(String expectedAccept) {
        this.expectedAccept = expectedAccept;
    }

    /** Reads the answer's head and leaves what follows it. Returns whether the head is complete, or never will be. */
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

    /** Null if the connection is a WebSocket now, else why not. */
    Disconnect judge(boolean protocolOffered) {
        if (!isHttp()) {
            return UpgradeResponse.broken("not HTTP: " + UpgradeResponse.printable(head));
        }
        if (!head.endsWith(END)) {
            return UpgradeResponse.broken("a head must be of " + MAX_HEAD_BYTES + " bytes at most");
        }
        return UpgradeResponse.judge(head, expectedAccept, protocolOffered);
    }

    private boolean isHttp() {
        return START.regionMatches(0, head, 0, Math.min(START.length(), head.length()));
    }
}
