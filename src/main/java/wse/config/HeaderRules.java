package wse.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a user may add to the upgrade request. Pure. */
public final class HeaderRules {

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** A single line of ISO 8859-1. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "upgrade",
            "connection",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-extensions",
            "content-length",
            "transfer-encoding");

    private HeaderRules() {}

    /** Whether this is an HTTP token, as the names of headers and subprotocols must be. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * What is wrong with the name of a header, and the remedy; empty if it is allowed.
     *
     * @param subprotocols where subprotocols are given instead
     */
    public static Optional<String> mistakeInName(String name, String subprotocols) {
        if (!isToken(name)) {
            return Optional.of("the name of a header must consist of letters, digits and hyphens: \"" + beginning(name)
                    + "\"; correct it");
        }
        if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("the client itself sends the header " + name + "; remove it");
        }
        return name.equalsIgnoreCase("Sec-WebSocket-Protocol")
                ? Optional.of("the header " + name + " is set by " + subprotocols + "; move its value there")
                : Optional.empty();
    }

    /** Up to the first blank: if a colon is missing or misplaced, what follows is the value, which may be a secret. */
    private static String beginning(String name) {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank) + " …";
    }

    /** Whether a text can be the value of a header. */
    public static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }
}
