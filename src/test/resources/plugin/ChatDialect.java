package example;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import wse.dialect.*;

/** A chat server without a login. It answers the ping {"type":"ping","id":7} with {"type":"pong","id":7}. */
public final class ChatDialect implements DialectProvider, Dialect {

    private static final OpeningRequest REQUEST = OpeningRequest.of("/chat");
    private static final String PING = "{\"type\":\"ping\",\"id\":";
    private static final ByteBuf PONG = Unpooled.copiedBuffer("{\"type\":\"pong\",\"id\":", StandardCharsets.US_ASCII);

    public String name() { return "chat"; }

    public String summary() { return "our chat server"; }

    public Dialect create(DialectContext context) { return this; }

    public OpeningRequest openingRequest(int user) { return REQUEST; }

    public Meaning onOpen() { return Meaning.READY; }

    public PingForm pingForm() { return PingForm.TEXT; }

    public void writePing(ByteBuf out, long id) { ByteBufUtil.writeAscii(out, PING + id + "}"); }

    public Meaning onMessage(ByteBuf message, boolean text) {
        int start = message.readerIndex();
        return ByteBufUtil.equals(PONG, 0, message, start, PONG.readableBytes()) ? Meaning.PONG : Meaning.OTHER;
    }

    /** The number between the beginning of the pong and its last byte, the closing brace. */
    public long pongId(ByteBuf message) {
        long id = 0;
        for (int i = message.readerIndex() + PONG.readableBytes(); i < message.writerIndex() - 1; i++) {
            id = 10 * id + message.getByte(i) - '0';
        }
        return id;
    }
}
