package wse.engine;

import java.util.Map;
import java.util.Set;

/**
 * What a client offers in order to have messages compressed: the extension permessage-deflate (RFC 7692) with some of its
 * four parameters. Immutable.
 */
public final class DeflateOffer {

    static final String NAME = "permessage-deflate";
    static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    static final String SERVER_WINDOW = "server_max_window_bits";
    static final String CLIENT_WINDOW = "client_max_window_bits";

    /** Base-2 logarithm of the size of the largest window, which is used unless the two sides agree on a smaller one. */
    static final int MOST_WINDOW_BITS = 15;

    private static final Set<String> PARAMETERS =
            Set.of(SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT, SERVER_WINDOW, CLIENT_WINDOW);

    private final String header;
    private final Map<String, String> parameters;

    private DeflateOffer(String header, Map<String, String> parameters) {
        this.header = header;
        this.parameters = parameters;
    }

    /**
     * @param header the offer as in the request, such as {@code permessage-deflate; client_max_window_bits}
     * @throws IllegalArgumentException if RFC 7692 does not allow this offer
     */
    public static DeflateOffer of(String header) {
        try {
            Extension extension = Extension.parse(header);
            check(extension);
            if ("".equals(extension.parameters().get(SERVER_WINDOW))) {
                throw Extension.fault(SERVER_WINDOW + " needs a value");
            }
            return new DeflateOffer(header, extension.parameters());
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(
                    "an offer of compression must be legal (RFC 7692 section 7.1): " + e.getMessage(), e);
        }
    }

    /** Checks everything that an offer has in common with the server's answer. */
    static void check(Extension extension) throws ProtocolException {
        if (!extension.name().equals(NAME)) {
            throw Extension.fault("an extension that was not requested: " + Printable.quoted(extension.name()));
        }
        for (Map.Entry<String, String> parameter : extension.parameters().entrySet()) {
            if (!PARAMETERS.contains(parameter.getKey())) {
                throw Extension.fault("a parameter that " + NAME + " does not have: " + parameter.getKey());
            }
            if (!isLegal(parameter.getKey(), parameter.getValue())) {
                throw Extension.fault("a value that " + parameter.getKey() + " must not have: "
                        + Printable.quoted(parameter.getValue()));
            }
        }
    }

    private static boolean isLegal(String name, String value) {
        boolean window = name.equals(SERVER_WINDOW) || name.equals(CLIENT_WINDOW);
        return value.isEmpty() || window && value.matches("[89]|1[0-5]");
    }

    /** The value of {@code Sec-WebSocket-Extensions} in the request. */
    String header() {
        return header;
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** The window bits that a parameter offers; the most if it is absent or has no value. */
    int windowBits(String parameter) {
        String value = parameters.getOrDefault(parameter, "");
        return value.isEmpty() ? MOST_WINDOW_BITS : Integer.parseInt(value);
    }
}
