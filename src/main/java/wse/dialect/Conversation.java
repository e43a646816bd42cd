package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The protocol as one connection speaks it: its login, its pings, and the meaning of the server's messages. If connections
 * need no state of their own, the dialect itself is the conversation of all of them. A conversation with state belongs to
 * the event loop of its connection.
 *
 * <p>Implementations read inbound buffers with absolute indices ({@code getByte}) and do not move the reader and writer
 * index.
 */
public interface Conversation {

    /**
     * Returned by {@link #pongId} if the protocol has no ids: the n-th answer of a connection then belongs to its n-th ping.
     */
    long IN_ORDER = -2;

    /** Returned by {@link #pongId} if a message answers no ping. */
    long NONE = -1;

    /**
     * Called when the server has accepted the upgrade. Returns {@link Meaning#READY} if no login follows, which is the
     * default. Otherwise returns the first message of the login, such as {@code Meaning.send(CONNECT)}, or
     * {@link Meaning#OTHER} to wait for the server.
     */
    default Meaning onOpen() {
        return Meaning.READY;
    }

    /**
     * Returns what a message of the server means. Called for every inbound message that is not part of a flood, so it must
     * not allocate.
     *
     * @param text true for a text message, false for a binary one
     */
    default Meaning onMessage(ByteBuf message, boolean text) {
        return Meaning.OTHER;
    }

    /**
     * Returns which ping was answered by a message that means {@link Meaning.Kind#PONG}: the id that was passed to
     * {@link #writePing}, {@link #IN_ORDER} if the protocol has no ids, or {@link #NONE}.
     */
    default long pongId(ByteBuf message) {
        return IN_ORDER;
    }

    /**
     * Values that this connection has received in its login and repeats later, such as a session or the answer to a challenge.
     * The first contact hides them wherever it shows messages. By default, there are none.
     */
    default List<String> issued() {
        return List.of();
    }

    /**
     * Appends a ping in the form that {@link Dialect#pingForm} returns. Not called if that is {@link PingForm#FRAME}.
     *
     * @param id from 0 to 2^53 - 1, which every JSON parser represents exactly; ignore it if pings are answered in order
     */
    default void writePing(ByteBuf out, long id) {
        throw new UnsupportedOperationException("a dialect whose pings are messages must implement writePing");
    }
}
