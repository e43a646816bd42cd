package wse.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import wse.config.MessageForm;

/**
 * Writes the messages of a WSE server in one {@link MessageForm}, byte for byte like the genuine server (captured from 2.0.0
 * and 2.5.1). Appends the JSON text to a buffer; the caller adds the frame. Immutable and thread-safe.
 */
public final class ServerMessages {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final MessageForm form;
    private final byte[] opening;
    private final byte[] pongOpening;
    private final byte[] pongEnd;
    private final String hello;

    /**
     * @param maxMessageBytes the limit to announce in the answer to a client's hello
     * @param pingIntervalMillis the interval to announce in the answer to a client's hello
     */
    public ServerMessages(MessageForm form, int maxMessageBytes, long pingIntervalMillis) {
        this.form = form;
        boolean prefix = form == MessageForm.V2_0_0;
        this.opening = Ascii.bytes(prefix ? "WSE{" : "{\"c\":\"WSE\",");
        this.pongOpening =
                Ascii.bytes((prefix ? "WSE{" : "{\"c\":\"WSE\",") + "\"t\":\"PONG\",\"p\":{\"client_timestamp\":");
        this.pongEnd = Ascii.bytes(prefix ? "},\"v\":2}" : "},\"v\":1}");
        this.hello = "\",\"features\":{\"batching\":true,\"cluster\":false,\"compression\":true,"
                + (prefix ? "" : "\"encryption\":false,")
                + "\"msgpack\":true,\"priority_queue\":true,\"recovery\":false},\"limits\":{\"max_message_size\":"
                + maxMessageBytes
                + ",\"rate_limit_capacity\":100000,\"rate_limit_refill\":10000},\"ping_interval\":"
                + pingIntervalMillis + ",\"protocol_version\":";
    }

    /** The first message on a connection whose token is valid. */
    public void writeReady(ByteBuf out, UUID id, UUID connectionId, String user, Instant now) {
        String time = MILLIS.format(now);
        out.writeBytes(opening);
        ascii(out, "\"id\":\"");
        ascii(out, id.toString());
        ascii(out, "\",\"p\":{\"details\":{\"connection_id\":\"");
        ascii(out, connectionId.toString());
        ascii(
                out,
                "\",\"features\":{\"batching\":true,\"circuit_breaker\":true,\"compression\":true,\"encryption\":false,"
                        + "\"priority_queue\":true,\"recovery\":false,\"rust_jwt\":true,\"rust_transport\":true},"
                        + "\"server_time\":\"");
        ascii(out, time);
        ascii(out, "\",\"user_id\":\"");
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(user));
        ascii(out, "\",\"version\":1},\"message\":\"Connection established (Rust transport)\"},\"seq\":1,");
        ascii(out, "\"t\":\"server_ready\",\"ts\":\"");
        ascii(out, time);
        ascii(out, "\",\"v\":1}");
    }

    /** The answer to {@code client_hello}; protocol versions above 2 are answered with 2. */
    public void writeHello(ByteBuf out, UUID connectionId, long clientProtocol, Instant now) {
        out.writeBytes(opening);
        ascii(out, "\"p\":{\"connection_id\":\"");
        ascii(out, connectionId.toString());
        ascii(out, hello);
        integer(out, Math.min(2, clientProtocol));
        ascii(out, ",\"server_time\":\"");
        ascii(out, MILLIS.format(now));
        ascii(out, "\",\"server_version\":\"" + form.version() + "\"},\"t\":\"server_hello\",\"v\":1}");
    }

    /** The answer to an application ping. The latency is never negative, even if the client's clock is ahead. */
    public void writePong(ByteBuf out, long clientTimestamp, long nowMillis) {
        out.writeBytes(pongOpening);
        integer(out, clientTimestamp);
        ascii(out, ",\"server_timestamp\":");
        integer(out, nowMillis);
        ascii(out, ",\"latency\":");
        integer(out, latency(clientTimestamp, nowMillis));
        out.writeBytes(pongEnd);
    }

    private static long latency(long clientTimestamp, long nowMillis) {
        long latency = nowMillis - clientTimestamp;
        boolean overflown = clientTimestamp < 0 && latency < 0;
        return overflown ? Long.MAX_VALUE : Math.max(0, latency);
    }

    /** The keep-alive ping, a text message that requires no answer. */
    public void writeKeepAlive(ByteBuf out, Instant now) {
        out.writeBytes(opening);
        ascii(out, "\"t\":\"ping\",\"p\":{\"server_time\":\"");
        ascii(out, MILLIS.format(now));
        ascii(out, "\"}}");
    }

    /** The token was refused. 2.0.0 says why; 2.5.1 does so only for a missing user. */
    public void writeAuthFailed(ByteBuf out, Jwt.Refused verdict, Instant now) {
        boolean tellWhy = form == MessageForm.V2_0_0 || verdict.reason().equals(Jwt.Refused.NO_USER);
        writeError(out, "AUTH_FAILED", tellWhy ? verdict.reason() : "Authentication failed", now);
    }

    /** The request had no token, neither in the cookie nor in the header. */
    public void writeAuthRequired(ByteBuf out, Instant now) {
        String where = form == MessageForm.V2_0_0 ? "access_token" : "JWT";
        writeError(out, "AUTH_REQUIRED", "No " + where + " cookie or Authorization header", now);
    }

    private void writeError(ByteBuf out, String code, String message, Instant now) {
        out.writeBytes(opening);
        ascii(out, "\"p\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"timestamp\":\"");
        ascii(out, MILLIS.format(now));
        ascii(out, "\"},\"t\":\"error\",\"v\":1}");
    }

    private static void integer(ByteBuf out, long value) {
        if (value >= 0) {
            Ascii.writeDecimal(out, value);
        } else {
            ascii(out, Long.toString(value));
        }
    }

    private static void ascii(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }
}
