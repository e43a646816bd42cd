package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import wse.engine.Disconnect.Kind;

/**
 * One connection's opening handshake: the proof that the server's response must contain, and what has arrived of the
 * response so far. Interim responses (RFC 9110 section 15.2) are skipped. Lines are read as soon as they are complete, so
 * that a response may arrive byte by byte. Exists until the response is complete. Confined to the connection's event loop.
 */
final class Upgrade {

    private static final String START = "HTTP/1.";
    private static final RefusalBody NO_BODY = RefusalBody.ofLength(0);

    /** Represents the absence of a handshake, before and after it. Needs the constants above. */
    static final Upgrade NONE = new Upgrade("", 0);

    /** First bytes of a TLS record: an alert, or a part of a handshake, of version 3 (RFC 8446 section 5.1). */
    private static final List<String> TLS_RECORDS = List.of("\u0015\u0003", "\u0016\u0003");

    private final String expectedAccept;
    private final int maxHeadBytes;
    /** The beginning of a line whose end has not arrived yet. */
    private final StringBuilder line = new StringBuilder(0);

    private UpgradeResponse response = new UpgradeResponse();
    private RefusalBody body = NO_BODY;
    private int headBytes;
    private Optional<Disconnect> failure = Optional.empty();

    Upgrade(String expectedAccept, int maxHeadBytes) {
        this.expectedAccept = expectedAccept;
        this.maxHeadBytes = maxHeadBytes;
    }

    /**
     * Reads the response, and leaves everything after its head, or after the first line of a refusal, in the buffer.
     *
     * @return whether it can be judged, because it is complete or will never be a response
     */
    boolean read(ByteBuf in) {
        if (isRefused()) {
            return body.read(in);
        }
        while (in.isReadable() && failure.isEmpty()) {
            if (readLine(in) && endsHead()) {
                return !isRefused() || body.read(in);
            }
        }
        return failure.isPresent();
    }

    /** @return whether {@link #line} is complete; it may have been complete before the connection broke a limit */
    private boolean readLine(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
        int taken = Math.min(length, maxHeadBytes - headBytes);
        line.append(in.readCharSequence(taken, StandardCharsets.ISO_8859_1));
        headBytes += taken;
        check();
        if (end < 0 || failure.isPresent()) {
            return false;
        }
        in.skipBytes(1);
        headBytes++;
        return true;
    }

    private void check() {
        if (!response.hasStatus() && !mayBeHttp()) {
            failure = Optional.of(notHttp());
        } else if (headBytes >= maxHeadBytes) {
            failure = Optional.of(Disconnect.of(
                    Kind.CLIENT_LIMIT, "the head of the response must be shorter than " + maxHeadBytes + " bytes"));
        }
    }

    /** Also true for the first byte of a TLS record, because the second byte decides what it is. */
    private boolean mayBeHttp() {
        String start = line.substring(0, Math.min(START.length(), line.length()));
        return START.startsWith(start)
                || start.startsWith("\r")
                || start.length() == 1 && TLS_RECORDS.stream().anyMatch(record -> record.startsWith(start));
    }

    private Disconnect notHttp() {
        String text = line.toString();
        return TLS_RECORDS.stream().anyMatch(text::startsWith)
                ? Disconnect.of(Kind.TLS_MISMATCH, "the server answered with TLS instead of HTTP")
                : Disconnect.of(Kind.NOT_HTTP, "upgrade response: not HTTP/1.1: " + Printable.quoted(text.strip()));
    }

    /**
     * Takes the complete {@link #line}.
     *
     * @return whether it ends the head of the final response
     */
    private boolean endsHead() {
        String text = takeLine();
        if (!response.hasStatus()) {
            if (!text.isEmpty() && !response.readStatusLine(text)) {
                failure =
                        Optional.of(UpgradeResponse.broken("not a status line of HTTP/1.1: " + Printable.quoted(text)));
            }
            return false;
        }
        if (!text.isEmpty()) {
            response.readLine(text);
            return false;
        }
        return endHead();
    }

    /** A line ends with LF or CRLF; any other CR counts as a space (RFC 9112 section 2.2). */
    private String takeLine() {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        String text = line.substring(0, end).replace('\r', ' ');
        line.setLength(0);
        return text;
    }

    private boolean endHead() {
        response.end();
        headBytes = 0;
        if (response.isInterim()) {
            response = new UpgradeResponse();
            return false;
        }
        body = response.isRefusal() ? response.newBody() : NO_BODY;
        return true;
    }

    /** Whether the head of a refusal is complete; its body may still be incomplete. */
    boolean isRefused() {
        return body != NO_BODY;
    }

    /**
     * Why the connection is not a WebSocket; empty if it is one now.
     *
     * @param request what was asked for
     */
    Optional<Disconnect> judge(UpgradeRequest request) {
        return failure.or(this::refusal).or(() -> response.judge(expectedAccept, request));
    }

    /** How messages are compressed; empty if they are not. Call this only after a successful upgrade. */
    Optional<DeflateAgreement> agreement() {
        return response.agreement();
    }

    /**
     * The part of the refusal that has been read; empty if the response is not a refusal, or if its head is incomplete.
     */
    Optional<Disconnect> refusal() {
        return isRefused() ? Optional.of(Disconnect.rejected(response.refusal(body.firstLine()))) : Optional.empty();
    }

    /**
     * Why the connection is not a WebSocket if it ends now.
     *
     * @param failure the reason if nothing of a response has arrived
     */
    Disconnect endedEarly(Disconnect failure) {
        String begun = soFar();
        return refusal()
                .orElseGet(() -> begun.isEmpty()
                        ? failure
                        : Disconnect.of(
                                Kind.RESET,
                                "the connection ended in the middle of the response to the upgrade: " + begun));
    }

    /** The part of the response that has arrived, for people to read; empty if nothing has arrived. */
    String soFar() {
        return response.hasStatus()
                ? response.refusal(body.firstLine()).words()
                : line.length() == 0 ? "" : Printable.quoted(line.toString());
    }
}
