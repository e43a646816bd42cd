package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/**
 * Any server that sends every text message back: ready with the 101, a ping is a text message, its pong the same text.
 */
public final class EchoDialect implements Dialect {

    public static final String DEFAULT_TARGET = "/";

    private static final byte[] T = Ascii.bytes("t");
    private static final byte[] P = Ascii.bytes("p");
    private static final byte[] PING = Ascii.bytes("ping");
    private static final byte[] TIMESTAMP = Ascii.bytes("timestamp");

    private final String requestTarget;

    public EchoDialect(String requestTarget) {
        this.requestTarget = requestTarget;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String requestTarget() {
        return requestTarget;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public boolean readyOnUpgrade() {
        return true;
    }

    /** None: it would only come back. */
    @Override
    public byte[] hello() {
        return null;
    }

    @Override
    public Inbound classify(ByteBuf message, boolean text) {
        int end = message.writerIndex();
        int type = JsonSkim.member(message, message.readerIndex(), end, T);
        return text && JsonSkim.stringIs(message, type, end, PING) ? Inbound.PONG : Inbound.OTHER;
    }

    @Override
    public long pongId(ByteBuf message) {
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, message.readerIndex(), end, P);
        return JsonSkim.integer(message, JsonSkim.member(message, payload, end, TIMESTAMP), end);
    }

    /** Null: an echo server does not say. */
    @Override
    public String serverVersion(ByteBuf message) {
        return null;
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        JsonPing.write(out, id);
    }
}
