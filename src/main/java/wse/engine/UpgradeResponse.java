package wse.engine;

import java.util.Optional;
import wse.engine.Disconnect.Kind;

/**
 * The server's response to the upgrade request, judged by RFC 6455 section 4.1. Strict: a mistake that a browser might
 * tolerate is a {@link Kind#PROTOCOL_ERROR} here. Each instance is used for a single response.
 */
final class UpgradeResponse {

    private static final String EOL = "\r\n";

    private boolean upgrade;
    private boolean connection;
    private String accept = "";

    private UpgradeResponse() {}

    /**
     * @param head status line and header fields with the empty line after them, decoded as ISO 8859-1
     * @return why the connection is not a WebSocket; empty if it is one now
     */
    static Optional<Disconnect> judge(String head, String expectedAccept, boolean protocolOffered) {
        int end = head.indexOf(EOL);
        String statusLine = head.substring(0, end);
        int status = status(statusLine);
        if (status < 0) {
            return Optional.of(broken("not a status line of HTTP/1.1: " + printable(statusLine)));
        }
        if (status != 101) {
            return Optional.of(new Disconnect(Kind.REJECTED, status, printable(statusLine)));
        }
        UpgradeResponse response = new UpgradeResponse();
        return response.fields(head, end + EOL.length(), protocolOffered)
                .or(() -> response.missing(expectedAccept))
                .map(UpgradeResponse::broken);
    }

    /** The status of a line {@code HTTP/1.1 SP three digits [SP reason]}; -1 if it is anything else. */
    private static int status(String line) {
        if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
            return -1;
        }
        if (line.length() > 12 && line.charAt(12) != ' ') {
            return -1;
        }
        int status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = status * 10 + digit;
        }
        return status == 101 && line.charAt(7) != '1' ? -1 : status;
    }

    private Optional<String> fields(String head, int start, boolean protocolOffered) {
        for (int at = start; ; ) {
            int end = head.indexOf(EOL, at);
            if (end == at) {
                return Optional.empty();
            }
            int colon = head.indexOf(':', at);
            if (colon <= at || colon > end || head.charAt(at) == ' ' || head.charAt(at) == '\t') {
                return Optional.of("not a header field: " + printable(head.substring(at, end)));
            }
            Optional<String> error = field(
                    head.substring(at, colon), head.substring(colon + 1, end).trim(), protocolOffered);
            if (error.isPresent()) {
                return error;
            }
            at = end + EOL.length();
        }
    }

    private Optional<String> field(String name, String value, boolean protocolOffered) {
        if (name.equalsIgnoreCase("Upgrade")) {
            upgrade = value.equalsIgnoreCase("websocket");
        } else if (name.equalsIgnoreCase("Connection")) {
            connection |= hasToken(value, "upgrade");
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Accept")) {
            if (!accept.isEmpty()) {
                return Optional.of("Sec-WebSocket-Accept appears twice");
            }
            accept = value;
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Extensions") && !value.isEmpty()) {
            return Optional.of("an extension that was not requested: " + printable(value));
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Protocol") && !protocolOffered) {
            return Optional.of("a subprotocol that was not requested: " + printable(value));
        }
        return Optional.empty();
    }

    private Optional<String> missing(String expectedAccept) {
        if (!upgrade) {
            return Optional.of("101 without 'Upgrade: websocket'");
        }
        if (!connection) {
            return Optional.of("101 without 'Connection: Upgrade'");
        }
        if (accept.isEmpty()) {
            return Optional.of("101 without Sec-WebSocket-Accept");
        }
        return accept.equals(expectedAccept) ? Optional.empty() : Optional.of("wrong Sec-WebSocket-Accept");
    }

    private static boolean hasToken(String list, String token) {
        for (String element : list.split(",")) {
            if (element.trim().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    static Disconnect broken(String rule) {
        return Disconnect.of(Kind.PROTOCOL_ERROR, "upgrade response: " + rule);
    }

    /** The first 80 characters, with a dot for anything but visible ASCII: text from unknown servers goes into reports. */
    static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), 80));
        return '"' + start.replaceAll("[^\\x20-\\x7e]", ".") + '"';
    }
}
