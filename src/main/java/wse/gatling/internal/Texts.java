package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import wse.dialect.Dialect;

/** A dialect on Gatling's strings instead of Netty's buffers. */
final class Texts {

    private Texts() {}

    static Dialect.Inbound classify(Dialect dialect, String text) {
        return dialect.classify(buffer(text), true);
    }

    /** The id of the ping a message answers, or -1 if it is no pong. */
    static long pongId(Dialect dialect, String text) {
        ByteBuf message = buffer(text);
        return dialect.classify(message, true) == Dialect.Inbound.PONG ? dialect.pongId(message) : -1;
    }

    static String ping(Dialect dialect, long id) {
        ByteBuf out = Unpooled.buffer(64);
        dialect.writePing(out, id);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
