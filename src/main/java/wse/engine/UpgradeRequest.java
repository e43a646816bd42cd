package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The upgrade request (RFC 6455 section 4.1). It is encoded once, because only the key differs between connections.
 * Immutable.
 */
final class UpgradeRequest {

    /** The characters of a token besides letters and digits. */
    private static final String OF_TOKENS = "!#$%&'*+.^_`|~-";

    private static final String PROTOCOLS = "sec-websocket-protocol";
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

    private static final String END = "\r\n";

    private static final String VERSION = "\r\nSec-WebSocket-Version: 13\r\n";
    private static final String AFTER_NAME = ": ";

    private final String host;
    private final String target;
    private final byte[] beforeKey;
    private final byte[] afterKey;
    private final List<String> offeredProtocols;
    private final Optional<DeflateOffer> compression;

    UpgradeRequest(String host, String target, Map<String, String> headers) {
        this(host, target, beforeKey(host, target), headers);
    }

    private UpgradeRequest(String host, String target, byte[] beforeKey, Map<String, String> headers) {
        this.host = host;
        this.target = target;
        this.beforeKey = beforeKey;
        this.offeredProtocols = offeredProtocols(headers);
        this.compression = Optional.empty();
        this.afterKey = afterKey(headers);
    }

    private UpgradeRequest(UpgradeRequest other, DeflateOffer offer) {
        this.host = other.host;
        this.target = other.target;
        this.beforeKey = other.beforeKey;
        this.offeredProtocols = other.offeredProtocols;
        this.compression = Optional.of(offer);
        String rest = new String(other.afterKey, 0, other.afterKey.length - END.length(), StandardCharsets.ISO_8859_1);
        this.afterKey = ascii(rest + "Sec-WebSocket-Extensions: " + offer.header() + END + END);
    }

    /** The same request, which so far offers no compression, with this offer. */
    UpgradeRequest offering(Optional<DeflateOffer> offer) {
        return offer.isEmpty() ? this : new UpgradeRequest(this, offer.get());
    }

    /** The request with this key. Writing it releases it. */
    ByteBuf encode(LoopState loop, byte[] key) {
        ByteBuf out = loop.writeBuffer(length());
        write(out, key);
        return out;
    }

    private static List<String> offeredProtocols(Map<String, String> headers) {
        List<String> offered = List.of();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(PROTOCOLS)) {
                offered = Stream.of(header.getValue().split(","))
                        .map(String::strip)
                        .toList();
            }
        }
        return offered;
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
        UpgradeRequest other = otherTarget.equals(target)
                ? new UpgradeRequest(host, target, beforeKey, headers)
                : new UpgradeRequest(host, otherTarget, headers);
        return other.offering(compression);
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

    Optional<DeflateOffer> compression() {
        return compression;
    }

    /**
     * Each user may have headers of its own, so they are encoded without copies in between, and checked without patterns, which
     * would take several times as long.
     */
    private static byte[] afterKey(Map<String, String> headers) {
        int length = VERSION.length() + END.length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            check(header.getKey(), header.getValue());
            length += header.getKey().length()
                    + AFTER_NAME.length()
                    + header.getValue().length()
                    + END.length();
        }
        byte[] out = new byte[length];
        int at = put(VERSION, out, 0);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            at = put(AFTER_NAME, out, put(header.getKey(), out, at));
            at = put(END, out, putValue(header.getKey(), header.getValue(), out, at));
        }
        put(END, out, at);
        return out;
    }

    private static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header name must be a token of RFC 9110: name=" + name);
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("this header is set by the engine and must not be given: name=" + name);
        }
        if (value == null) {
            throw badValue(name);
        }
    }

    /** Returns the position after the text. */
    private static int put(String text, byte[] out, int at) {
        for (int i = 0; i < text.length(); i++) {
            out[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private static int putValue(String name, String value, byte[] out, int at) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each < ' ' && each != '\t' || each == 0x7f || each > 0xff) {
                throw badValue(name);
            }
            out[at + i] = (byte) each;
        }
        return at + value.length();
    }

    /** The value is not printed, because it may be a secret. */
    private static IllegalArgumentException badValue(String name) {
        return new IllegalArgumentException(
                "a header value must be a single line of ISO 8859-1 characters: name=" + name);
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean letter = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
            if (!letter && !(each >= '0' && each <= '9') && OF_TOKENS.indexOf(each) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
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
