package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import wse.dialect.Payload;
import wse.dialect.TradeUpdate;
import wse.plan.Flow;

/** The message that a flood repeats. Immutable. */
final class FloodMessage {

    private final Payload payload;
    private final long head;

    private FloodMessage(Payload payload) {
        this.payload = payload;
        this.head = Unpooled.wrappedBuffer(payload.bytes()).getLong(0);
    }

    static FloodMessage of(Flow flow) {
        return new FloodMessage(
                switch (flow.format()) {
                    case JSON -> TradeUpdate.json(flow.jsonBytes());
                    case MSGPACK -> TradeUpdate.msgpack(flow.jsonBytes());
                    case ZLIB -> TradeUpdate.zlib(flow.jsonBytes());
                });
    }

    boolean isText() {
        return payload.text();
    }

    byte[] bytes() {
        return payload.bytes();
    }

    int length() {
        return payload.bytes().length;
    }

    /** Whether a message has this one's type, length and first eight bytes, which tells it from pongs and keep-alive messages. */
    boolean matches(ByteBuf other, boolean text) {
        return other.readableBytes() == payload.bytes().length
                && text == payload.text()
                && other.getLong(other.readerIndex()) == head;
    }
}
