package wse.server;

import io.netty.buffer.ByteBuf;

/** Carries out a connection's {@link Duty}. Confined to the channel's event loop. */
abstract class Flooder {

    /** Does nothing; shared by all connections without a duty. */
    static final Flooder IDLE = new Flooder() {
        @Override
        void data(int opcode, ByteBuf buffer, int index, int length, int mask) {
            // Counted by the connection, and nothing is due.
        }
    };

    /** One data message that is neither ping nor hello, to be unmasked with {@code mask} where it lies. */
    abstract void data(int opcode, ByteBuf buffer, int index, int length, int mask);

    /** The client has sent an application ping; its pong is said next. */
    void pinged() {}

    /** So many bytes have come, and are read next. */
    void readBegins(int bytes) {}

    /** They have been read. */
    void readEnds() {}

    /** The server's own word is said next; what was due before it has to be written before it. */
    void beforeAnswer() {}

    /** Whether the server's own words have to wait for {@link Connection#flushAnswers()}. */
    boolean holdsAnswers() {
        return false;
    }

    /** Nothing is to be sent any more. Can be called twice. */
    void stop() {}
}
