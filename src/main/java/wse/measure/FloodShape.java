package wse.measure;

/**
 * How a flood was asked to be, as the report labels it.
 *
 * @param direction {@code out} (client to server), {@code in} (server to client) or {@code echo} (there and back)
 * @param framesPerWrite {@code "block"} or how many frames one write to a socket holds; null where the server alone sends
 * @param mask {@code pool} (encoded once, written again and again) or {@code fresh} (masked anew for each write); null as above
 * @param wireBytes of one frame on the wire: header, mask and payload, without TLS, TCP and IP
 * @param inFlight messages of a connection on their way at most; null where nothing comes back
 * @param decode how far the client decodes what it receives, {@code frames} or {@code payloads}; null where nothing comes
 */
public record FloodShape(
        String direction, String framesPerWrite, String mask, int wireBytes, Integer inFlight, String decode) {}
