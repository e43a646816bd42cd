package wse.engine;

import wse.engine.Disconnect.Kind;

/**
 * The server's answer to the upgrade, judged as RFC 6455 section 4.1 asks. Strict: what a proxy or a sloppy server might
 * get away with in a browser is a {@link Kind#PROTOCOL_ERROR} here. Confined to one call.
 */
final class UpgradeResponse {

    private static final String EOL = "\r\n";

    private boolean upgrade;
    private boolean connection;
    private String accept;

    private UpgradeResponse() {}

    /**
     * @param head status line and header fields, with the empty line that ends them, as ISO 8859-1
     * @return null if the connection is a WebSocket now, else why not
     */
    static Disconnect judge(String head, String expectedAccept, boolean protocolOffered) {
        int end = head.indexOf(EOL);
        String statusLine = head.substring(0, end);
        int status = status(statusLine);
        if (status < 0) {
            return broken("not a status line of HTTP/1.1: " + printable(statusLine));
        }
        if (status != 101) {
            return new Disconnect(Kind.REJECTED, status, printable(statusLine));
        }
        UpgradeResponse response = new UpgradeResponse();
        String error = response.fields(head, end + EOL.length(), protocolOffered);
        if (error == null) {
            error = response.missing(expectedAccept);
        }
        return error == null ? null : broken(error);
    }

    /** HTTP/1.1 SP three digits, then SP reason or nothing; -1 if it is something else. */
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

    private String fields(String head, int start, boolean protocolOffered) {
        for (int at = start; ; ) {
            int end = head.indexOf(EOL, at);
            if (end == at) {
                return null;
            }
            int colon = head.indexOf(':', at);
            if (colon <= at || colon > end || head.charAt(at) == ' ' || head.charAt(at) == '\t') {
                return "not a header field: " + printable(head.substring(at, end));
            }
            String error = field(
                    head.substring(at, colon), head.substring(colon + 1, end).trim(), protocolOffered);
            if (error != null) {
                return error;
            }
            at = end + EOL.length();
        }
    }

    private String field(String name, String value, boolean protocolOffered) {
        if (name.equalsIgnoreCase("Upgrade")) {
            upgrade = value.equalsIgnoreCase("websocket");
        } else if (name.equalsIgnoreCase("Connection")) {
            connection |= hasToken(value, "upgrade");
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Accept")) {
            if (accept != null) {
                return "Sec-WebSocket-Accept given twice";
            }
            accept = value;
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Extensions") && !value.isEmpty()) {
            return "an extension that was not asked for: " + printable(value);
        } else if (name.equalsIgnoreCase("Sec-WebSocket-Protocol") && !protocolOffered) {
            return "a subprotocol that was not asked for: " + printable(value);
        }
        return null;
    }

    private String missing(String expectedAccept) {
        if (!upgrade) {
            return "101 without 'Upgrade: websocket'";
        }
        if (!connection) {
            return "101 without 'Connection: Upgrade'";
        }
        if (!expectedAccept.equals(accept)) {
            return accept == null ? "101 without Sec-WebSocket-Accept" : "wrong Sec-WebSocket-Accept";
        }
        return null;
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
        return Disconnect.of(Kind.PROTOCOL_ERROR, "upgrade answer: " + rule);
    }

    /** At most 80 characters, with anything but visible ASCII as a dot: what a stranger's server says goes into reports. */
    static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), 80));
        return '"' + start.replaceAll("[^\\x20-\\x7e]", ".") + '"';
    }
}
