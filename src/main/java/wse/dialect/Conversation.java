package wse.dialect;

import io.netty.buffer.ByteBuf;

/**
 * What one connection says and understands: its login, its pings, and what the server's messages mean. A dialect whose
 * connections need no state of their own is itself the conversation of all of them. A conversation with state belongs to the
 * event loop of its connection.
 *
 * <p>Inbound buffers are read with absolute indices ({@code getByte}): reader and writer index stay where they are.
 */
public interface Conversation {

    /** From {@link #pongId}: the protocol has no ids, so the n-th answer of a connection belongs to its n-th ping. */
    long IN_ORDER = -2;

    /** From {@link #pongId}: this message answers no ping. */
    long NONE = -1;

    /**
     * The server has accepted the upgrade. {@link Meaning#READY} if no login follows, which is the default; else what the
     * login begins with, such as {@code Meaning.send(CONNECT)}, or {@link Meaning#OTHER} to wait for the server.
     */
    default Meaning onOpen() {
        return Meaning.READY;
    }

    /**
     * What a message of the server means. Called for every inbound message that is not part of a flood, so it must not
     * allocate.
     *
     * @param text whether it is a text message, else binary
     */
    default Meaning onMessage(ByteBuf message, boolean text) {
        return Meaning.OTHER;
    }

    /**
     * Which ping a message answers that means {@link Meaning.Kind#PONG}: the id that was given to {@link #writePing},
     * {@link #IN_ORDER} where the protocol has no ids, or {@link #NONE}.
     */
    default long pongId(ByteBuf message) {
        return IN_ORDER;
    }

    /**
     * Appends a ping, of the form that {@link Dialect#pingForm} says. Not called where that is {@link PingForm#FRAME}.
     *
     * @param id 0 to 2^53 - 1, which every JSON parser keeps exact; to be ignored where pings are answered in order
     */
    default void writePing(ByteBuf out, long id) {
        throw new UnsupportedOperationException("a dialect whose pings are messages must implement writePing");
    }
}
