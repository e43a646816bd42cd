package wse.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The part of the opening handshake (RFC 6455 section 4.1) that depends on the protocol. Immutable. Its headers are not
 * printed, because they may contain a token.
 *
 * @param target path and query
 * @param headers headers in addition to those that RFC 6455 requires
 * @param subprotocols offered to the server, the preferred one first; empty for none
 */
public record OpeningRequest(String target, Map<String, String> headers, List<String> subprotocols) {

    private static final String SUBPROTOCOL_HEADER = "Sec-WebSocket-Protocol";

    public OpeningRequest {
        Objects.requireNonNull(target, "target");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        subprotocols = List.copyOf(subprotocols);
    }

    /** A request without headers and subprotocols. */
    public static OpeningRequest of(String target) {
        return new OpeningRequest(target, Map.of(), List.of());
    }

    /** A copy with one more header. */
    public OpeningRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OpeningRequest(target, more, subprotocols);
    }

    /** A copy that offers these subprotocols, the preferred one first. */
    public OpeningRequest withSubprotocols(String... names) {
        return new OpeningRequest(target, headers, List.of(names));
    }

    /** All headers, including the one that offers the subprotocols. */
    public Map<String, String> allHeaders() {
        return subprotocols.isEmpty()
                ? headers
                : withHeader(SUBPROTOCOL_HEADER, String.join(", ", subprotocols)).headers;
    }

    @Override
    public String toString() {
        return "GET " + target + ", headers " + headers.keySet() + ", subprotocols " + subprotocols;
    }
}
