package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/**
 * WSE, as {@code wse-server} 2.0.0 and 2.5.1 speak it: a token in the upgrade, {@code server_ready} as the first message,
 * application pings as JSON text. Takes both message forms: the prefix ({@code WSE}, {@code S}, {@code U}) before the JSON
 * of 2.0.0, and the member {@code "c"} inside it of 2.5.1.
 */
public final class WseDialect implements Dialect {

    /** The published suite's request target. */
    public static final String DEFAULT_TARGET = "/wse?compression=false&protocol_version=1";

    private static final byte[] T = Ascii.bytes("t");
    private static final byte[] P = Ascii.bytes("p");
    private static final byte[] CODE = Ascii.bytes("code");
    private static final byte[] CLIENT_TIMESTAMP = Ascii.bytes("client_timestamp");
    private static final byte[] SERVER_VERSION = Ascii.bytes("server_version");
    private static final byte[] SERVER_READY = Ascii.bytes("server_ready");
    private static final byte[] PONG = Ascii.bytes("PONG");
    private static final byte[] PING = Ascii.bytes("ping");
    private static final byte[] UPPER_PING = Ascii.bytes("PING");
    private static final byte[] ERROR = Ascii.bytes("error");
    private static final byte[] AUTH = Ascii.bytes("AUTH_");
    private static final byte[] HELLO = Ascii.bytes(
            "{\"t\":\"client_hello\",\"p\":{\"client_version\":\"wse-stress/0.1.0\",\"protocol_version\":1}}");

    private final String requestTarget;
    private final Map<String, String> headers;

    /**
     * @param requestTarget path and query, {@link #DEFAULT_TARGET} as a rule
     * @param token JWT, sent as a cookie and as a bearer token like the published client does
     */
    public WseDialect(String requestTarget, String token) {
        this.requestTarget = requestTarget;
        this.headers = Map.of("Cookie", "access_token=" + token, "Authorization", "Bearer " + token);
    }

    @Override
    public String name() {
        return "wse";
    }

    @Override
    public String requestTarget() {
        return requestTarget;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public boolean readyOnUpgrade() {
        return false;
    }

    @Override
    public byte[] hello() {
        return HELLO.clone();
    }

    @Override
    public Inbound classify(ByteBuf message, boolean text) {
        if (!text) {
            return Inbound.OTHER;
        }
        int end = message.writerIndex();
        int object = objectStart(message, end);
        int type = JsonSkim.member(message, object, end, T);
        if (JsonSkim.stringIs(message, type, end, PONG)) {
            return Inbound.PONG;
        }
        if (JsonSkim.stringIs(message, type, end, SERVER_READY)) {
            return Inbound.READY;
        }
        if (JsonSkim.stringIs(message, type, end, PING) || JsonSkim.stringIs(message, type, end, UPPER_PING)) {
            return Inbound.SERVER_PING;
        }
        return JsonSkim.stringIs(message, type, end, ERROR) ? errorKind(message, object, end) : Inbound.OTHER;
    }

    private static Inbound errorKind(ByteBuf message, int object, int end) {
        int payload = JsonSkim.member(message, object, end, P);
        int code = JsonSkim.member(message, payload, end, CODE);
        return JsonSkim.stringStartsWith(message, code, end, AUTH) ? Inbound.AUTH_ERROR : Inbound.ERROR;
    }

    @Override
    public long pongId(ByteBuf message) {
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, objectStart(message, end), end, P);
        return JsonSkim.integer(message, JsonSkim.member(message, payload, end, CLIENT_TIMESTAMP), end);
    }

    /** From the {@code server_hello}. */
    @Override
    public String serverVersion(ByteBuf message) {
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, objectStart(message, end), end, P);
        return JsonSkim.string(message, JsonSkim.member(message, payload, end, SERVER_VERSION), end);
    }

    /** Past the prefix, if there is one; prefixes are at most three letters. */
    private static int objectStart(ByteBuf message, int end) {
        int at = message.readerIndex();
        int last = Math.min(end, at + 4);
        while (at < last && message.getByte(at) != '{') {
            at++;
        }
        return at;
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        JsonPing.write(out, id);
    }
}
