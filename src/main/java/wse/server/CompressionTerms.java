package wse.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's answer to a client that offers permessage-deflate (RFC 7692, 7.1). The first offer that the server understands
 * is accepted as it is. Immutable.
 *
 * @param serverForgets whether the server compresses each message on its own
 * @param clientForgets whether the client does
 * @param serverBits limit of the server's window, if the client asks for one
 * @param clientBits limit of the client's window, if the client announces one
 */
record CompressionTerms(boolean serverForgets, boolean clientForgets, OptionalInt serverBits, OptionalInt clientBits) {

    static final int MOST_BITS = 15;

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final Set<String> FLAGS = Set.of(SERVER_FORGETS, CLIENT_FORGETS);
    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)(?:\\s*=\\s*\"?([^\"]*)\"?)?");
    private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

    /**
     * @param fields the values of {@code Sec-WebSocket-Extensions} in the request
     * @return empty if no offer can be accepted
     */
    static Optional<CompressionTerms> accepting(List<String> fields) {
        return fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(CompressionTerms::ofOffer)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<CompressionTerms> ofOffer(String offer) {
        String[] parts = offer.strip().split(";");
        if (!parts[0].strip().equals(NAME)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher matcher = PARAMETER.matcher(parts[i].strip());
            if (!matcher.matches() || !isLegal(matcher.group(1), matcher.group(2))) {
                return Optional.empty();
            }
            if (parameters.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new CompressionTerms(
                parameters.containsKey(SERVER_FORGETS),
                parameters.containsKey(CLIENT_FORGETS),
                bits(parameters, SERVER_BITS),
                bits(parameters, CLIENT_BITS)));
    }

    /** @param value null if there is none */
    private static boolean isLegal(String name, String value) {
        if (FLAGS.contains(name)) {
            return value == null;
        }
        boolean maybeWithoutValue = name.equals(CLIENT_BITS) && value == null;
        boolean window = name.equals(CLIENT_BITS) || name.equals(SERVER_BITS);
        return maybeWithoutValue
                || window && value != null && BITS.matcher(value).matches();
    }

    private static OptionalInt bits(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "");
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    /** The value of {@code Sec-WebSocket-Extensions} in the response. */
    String header() {
        StringBuilder header = new StringBuilder(NAME);
        if (serverForgets) {
            header.append("; ").append(SERVER_FORGETS);
        }
        if (clientForgets) {
            header.append("; ").append(CLIENT_FORGETS);
        }
        serverBits.ifPresent(bits -> header.append("; " + SERVER_BITS + "=").append(bits));
        clientBits.ifPresent(bits -> header.append("; " + CLIENT_BITS + "=").append(bits));
        return header.toString();
    }
}
