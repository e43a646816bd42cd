package wse.server;

import io.netty.buffer.ByteBuf;

/** Carries out a connection's {@link Duty}. Confined to the channel's event loop. */
abstract class Flooder {

    /** Does nothing. All connections without a duty share it. */
    static final Flooder IDLE = new Flooder() {
        @Override
        void data(int opcode, ByteBuf buffer, int index, int length, int mask) {
            // The connection has counted the message; there is nothing else to do.
        }
    };

    /** Handles a data message that is neither a ping nor a hello, still masked with {@code mask}. */
    abstract void data(int opcode, ByteBuf buffer, int index, int length, int mask);

    /** The client has sent an application ping, which is answered next. */
    void pinged() {}

    /** This many bytes have arrived and will be read next. */
    void readBegins(int bytes) {}

    /** The bytes have been read. */
    void readEnds() {}

    /** The server is about to send a message of its own; anything that must precede it has to be written now. */
    void beforeAnswer() {}

    /** Whether the server's own messages have to wait for {@link ServerConnection#flushAnswers()}. */
    boolean holdsAnswers() {
        return false;
    }

    /** Stops sending. May be called more than once. */
    void stop() {}
}
