package wse.engine;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wse.engine.Disconnect.Kind;

/**
 * The head of one response to the upgrade request, read line by line and judged by RFC 6455 section 4.1. It accepts
 * everything that RFC 9112 allows a server to send; anything that RFC 6455 forbids is a {@link Kind#PROTOCOL_ERROR},
 * even if a browser might tolerate it. Confined to the connection's event loop.
 */
final class UpgradeResponse {

    private static final int SWITCHING_PROTOCOLS = 101;
    /** The reason may contain any byte; without DOTALL, the byte 0x85 would be a line terminator. */
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.(\\d) +([1-9]\\d{2})(?: (.*))?", Pattern.DOTALL);

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** A field that may continue on the next line (RFC 9112 section 5.2). */
    private final StringBuilder field = new StringBuilder(0);

    private int minorVersion;
    private int status;
    private String reason = "";
    private boolean upgrade;
    private boolean otherUpgrade;
    private boolean connection;
    private String accept = "";
    private String extensions = "";
    private String protocol = "";
    private Optional<DeflateAgreement> agreement = Optional.empty();
    private String location = "";
    private String retryAfter = "";
    private String contentLength = "";
    private boolean chunked;
    private boolean encoded;
    /** The first rule of RFC 9112 or RFC 6455 that the head breaks; empty if it breaks none. */
    private String fault = "";

    /** Reads the line if it is a status line of HTTP/1.x; otherwise returns false. */
    boolean readStatusLine(String line) {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        minorVersion = Integer.parseInt(matcher.group(1));
        status = Integer.parseInt(matcher.group(2));
        reason = matcher.group(3) == null ? "" : matcher.group(3).strip();
        return true;
    }

    boolean hasStatus() {
        return status > 0;
    }

    /** Whether another response will follow this one (RFC 9110 section 15.2). */
    boolean isInterim() {
        return status / 100 == 1 && status != SWITCHING_PROTOCOLS;
    }

    boolean isRefusal() {
        return hasStatus() && !isInterim() && status != SWITCHING_PROTOCOLS;
    }

    /** Reads a line of the head after the status line; the empty line at its end is not read. */
    void readLine(String line) {
        boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (folded && field.length() > 0) {
            field.append(' ').append(line.strip());
            return;
        }
        end();
        field.append(line);
    }

    /** The head is complete. */
    void end() {
        if (field.length() > 0) {
            String whole = field.toString();
            field.setLength(0);
            readField(whole);
        }
    }

    private void readField(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        if (name.isBlank() || Character.isWhitespace(name.charAt(0))) {
            fault("not a header field: " + Printable.quoted(line));
        } else {
            readField(name, line.substring(colon + 1).strip());
        }
    }

    private void readField(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "upgrade" -> readUpgrade(value);
            case "connection" -> connection |= hasToken(value, "upgrade");
            case "sec-websocket-accept" -> accept = once(name, accept, value);
            case "sec-websocket-protocol" -> protocol = once(name, protocol, value);
            case "sec-websocket-extensions" -> extensions = joined(extensions, value);
            case "location" -> location = value;
            case "retry-after" -> retryAfter = value;
            case "content-length" -> contentLength = value;
            case "transfer-encoding" -> chunked |= hasToken(value, "chunked");
            case "content-encoding" -> encoded |= !value.equalsIgnoreCase("identity");
            default -> {
                // No other field says anything about the handshake.
            }
        }
    }

    private void readUpgrade(String value) {
        boolean expected = value.equalsIgnoreCase("websocket");
        upgrade |= expected;
        otherUpgrade |= !expected;
    }

    private String once(String name, String before, String value) {
        if (!before.isEmpty()) {
            fault(name + " appears twice");
        }
        return value;
    }

    /** Several fields mean the same as one with all their elements (RFC 6455 section 9.1). */
    private static String joined(String before, String value) {
        return before.isEmpty() || value.isEmpty() ? before + value : before + ", " + value;
    }

    private void fault(String rule) {
        if (fault.isEmpty()) {
            fault = rule;
        }
    }

    private static boolean hasToken(String list, String token) {
        for (String element : list.split(",")) {
            if (element.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** Why a response with status 101 is not the start of a WebSocket; empty if it is. */
    Optional<Disconnect> judge(String expectedAccept, UpgradeRequest request) {
        return Optional.of(fault.isEmpty() ? brokenRule(expectedAccept, request) : fault)
                .filter(rule -> !rule.isEmpty())
                .map(UpgradeResponse::broken);
    }

    /** How messages are compressed; empty if they are not. The response has been judged. */
    Optional<DeflateAgreement> agreement() {
        return agreement;
    }

    private String brokenRule(String expectedAccept, UpgradeRequest request) {
        if (minorVersion == 0) {
            return "the status line is HTTP/1.0 101, but a WebSocket needs HTTP/1.1 (RFC 6455 section 4.1)";
        }
        if (!upgrade) {
            return "101 without 'Upgrade: websocket'";
        }
        if (otherUpgrade) {
            return "101 with an 'Upgrade' other than websocket";
        }
        if (!connection) {
            return "101 without 'Connection: Upgrade'";
        }
        if (!accept.equals(expectedAccept)) {
            return accept.isEmpty() ? "101 without Sec-WebSocket-Accept" : "wrong Sec-WebSocket-Accept";
        }
        if (!protocol.isEmpty() && !request.offeredProtocols().contains(protocol)) {
            return "a subprotocol that was not requested: " + Printable.quoted(protocol);
        }
        try {
            agreement = DeflateAgreement.of(request.compression(), extensions);
            return "";
        } catch (ProtocolException e) {
            return e.getMessage();
        }
    }

    static Disconnect broken(String rule) {
        return Disconnect.of(Kind.PROTOCOL_ERROR, "upgrade response: " + rule);
    }

    /** The body of a refusal. */
    RefusalBody newBody() {
        if (encoded) {
            return RefusalBody.ofLength(0);
        }
        if (chunked) {
            return RefusalBody.ofChunks();
        }
        boolean known = LENGTH.matcher(contentLength).matches();
        return RefusalBody.ofLength(known ? Long.parseLong(contentLength) : Long.MAX_VALUE);
    }

    /** @param firstLine the first line of the body */
    HttpRefusal refusal(String firstLine) {
        return new HttpRefusal(
                status,
                Printable.of(reason),
                firstLine,
                HttpRefusal.retryAfter(retryAfter, Instant.now()),
                Optional.of(Printable.of(location)).filter(target -> !target.isEmpty()));
    }
}
