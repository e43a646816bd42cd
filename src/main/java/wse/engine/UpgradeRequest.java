package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The upgrade request (RFC 6455 section 4.1). It is encoded once, because only the key differs between connections.
 * Immutable.
 */
final class UpgradeRequest {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
    private static final Pattern HOST = Pattern.compile("[\\x21-\\x7e]+");
    /** Headers that this class writes, that announce a body, or that ask for extensions, which the decoder does not know. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "upgrade",
            "connection",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-extensions",
            "content-length",
            "transfer-encoding");

    private final String host;
    private final String target;
    private final byte[] beforeKey;
    private final byte[] afterKey;
    private final List<String> offeredProtocols;

    UpgradeRequest(String host, String target, Map<String, String> headers) {
        this(host, target, beforeKey(host, target), headers);
    }

    private UpgradeRequest(String host, String target, byte[] beforeKey, Map<String, String> headers) {
        this.host = host;
        this.target = target;
        this.beforeKey = beforeKey;
        this.offeredProtocols = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol"))
                .flatMap(header -> Stream.of(header.getValue().split(",")))
                .map(String::strip)
                .toList();
        StringBuilder rest = new StringBuilder("\r\nSec-WebSocket-Version: 13\r\n");
        headers.forEach((name, value) -> rest.append(field(name, value)));
        this.afterKey = ascii(rest.append("\r\n").toString());
    }

    private static byte[] beforeKey(String host, String target) {
        require(HOST, host, "the Host header must consist of visible ASCII characters: host=" + host);
        // It is not printed, because it may contain a secret.
        require(TARGET, target, "a request target must start with / and consist of visible ASCII characters");
        return ascii("GET " + target + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ");
    }

    /** The request of another user of the same server. Users often differ only in their headers. */
    UpgradeRequest ofOtherUser(String otherTarget, Map<String, String> headers) {
        return otherTarget.equals(target)
                ? new UpgradeRequest(host, target, beforeKey, headers)
                : new UpgradeRequest(host, otherTarget, headers);
    }

    void write(ByteBuf out, byte[] key) {
        out.writeBytes(beforeKey).writeBytes(key).writeBytes(afterKey);
    }

    int length() {
        return beforeKey.length + UpgradeKey.LENGTH + afterKey.length;
    }

    String host() {
        return host;
    }

    /** The host without its port. */
    String hostName() {
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }

    List<String> offeredProtocols() {
        return offeredProtocols;
    }

    private static String field(String name, String value) {
        require(TOKEN, name, "a header name must be a token of RFC 9110: name=" + name);
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("this header is set by the engine and must not be given: name=" + name);
        }
        // The value is not printed, because it may be a secret.
        require(FIELD_VALUE, value, "a header value must be a single line of ISO 8859-1 characters: name=" + name);
        return name + ": " + value + "\r\n";
    }

    private static void require(Pattern pattern, String value, String rule) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
