package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wse.config.Direction;
import wse.config.Format;

/**
 * The dialect for any server that sends every message back. There is no login; a ping is a text message, and its pong is the
 * same text. Nothing is sent to keep connections alive, because the server would answer it.
 */
public final class EchoDialect implements Dialect {

    /** Path of the upgrade request if none is given. */
    public static final String DEFAULT_TARGET = "/";

    private static final byte[] T = Ascii.bytes("t");
    private static final byte[] P = Ascii.bytes("p");
    private static final byte[] PING = Ascii.bytes("ping");
    private static final byte[] TIMESTAMP = Ascii.bytes("timestamp");

    private final OpeningRequest request;

    /** @param requestTarget path and query */
    public EchoDialect(String requestTarget) {
        this.request = OpeningRequest.of(requestTarget);
    }

    @Override
    public String name() {
        return EchoProvider.NAME;
    }

    @Override
    public OpeningRequest openingRequest(int user) {
        return request;
    }

    @Override
    public Meaning onMessage(ByteBuf message, boolean text) {
        int end = message.writerIndex();
        int type = JsonSkim.member(message, message.readerIndex(), end, T);
        return text && JsonSkim.stringIs(message, type, end, PING) ? Meaning.PONG : Meaning.OTHER;
    }

    @Override
    public long pongId(ByteBuf message) {
        int end = message.writerIndex();
        int payload = JsonSkim.member(message, message.readerIndex(), end, P);
        return JsonSkim.integer(message, JsonSkim.member(message, payload, end, TIMESTAMP), end);
    }

    @Override
    public PingForm pingForm() {
        return PingForm.TEXT;
    }

    @Override
    public void writePing(ByteBuf out, long id) {
        JsonPing.write(out, id);
    }

    /** Not {@link Direction#IN}, because an echo server sends nothing on its own. */
    @Override
    public Set<Direction> floodDirections() {
        return EnumSet.of(Direction.OUT, Direction.ECHO);
    }

    /** The server sends everything back anyway, so the client counts it. */
    @Override
    public Direction floodDirection() {
        return Direction.ECHO;
    }

    @Override
    public List<Format> floodFormats() {
        return List.of(Format.values());
    }

    /** In a flood from client to server, the server need not echo; every WebSocket server answers a ping frame. */
    @Override
    public boolean confirmsFloodsByFrame() {
        return true;
    }

    @Override
    public Optional<PayloadDecoder> newDecoder() {
        return Optional.of(new TradeUpdateDecoder());
    }

    /** The counters of the reference server, which can be told to echo. */
    @Override
    public CounterNames counters() {
        return CounterNames.WSE;
    }

    @Override
    public Optional<String> undecodedNote(Format format, Direction direction) {
        return format == Format.JSON
                ? Optional.empty()
                : Optional.of(
                        "an echo server decodes no payload: the rate is that of a smaller message, not of the format");
    }
}
