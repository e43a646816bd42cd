package wse.engine;

import io.netty.buffer.ByteBuf;

/**
 * Receives the events of connections, always on the connection's event loop. One instance may serve many connections. Each
 * connect ends with exactly one {@link #onClosed}, which is the last event. No event comes before
 * {@link WebSocketClient#connect} has returned. Times are {@link System#nanoTime()}, taken once per read from the socket.
 */
public interface ConnectionListener {

    /** The TCP connection is up; the TLS handshake, if there is one, and the upgrade request follow. */
    default void onConnected(Connection connection) {}

    /** The TLS handshake is complete. Not called without TLS. */
    default void onSecured(Connection connection) {}

    /** The server has answered 101 with the right {@code Sec-WebSocket-Accept}: messages may be sent. */
    void onOpen(Connection connection);

    /**
     * A whole data message; fragments have been joined. Text is valid UTF-8, unless
     * {@linkplain Endpoint#withTextCheck checking it} is turned off. Not called after
     * {@link Connection#close} or {@link Connection#abort}. After a write has failed, still called for messages that the
     * server sent before, although the connection is no longer open.
     *
     * @param payload its readable bytes are the message. They are valid only during the call: copy them to keep them, and do
     *     not retain the buffer. You may move its indices, but must not touch its other bytes
     * @param receivedNanos when the last bytes of the message were read from the socket
     */
    void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos);

    /**
     * Frames have arrived, and the next one is about to be decoded. A listener that recognises the next whole frames by
     * their bytes, for example with {@link KnownFrames}, handles them and returns their length; the decoder then skips
     * them. Apart from that, the rules of {@link #onMessage} apply; in particular, the buffer is valid only during the
     * call.
     *
     * @param in its readable bytes begin with the header of a frame that begins a message, or of a control frame
     * @return the length of the frames that the listener has handled, 0 for none
     */
    default int onFrames(Connection connection, ByteBuf in, long receivedNanos) {
        return 0;
    }

    /** A pong, perhaps an unsolicited one (RFC 6455 section 5.5.3). The payload is as in {@link #onMessage}. */
    default void onPong(Connection connection, ByteBuf payload, long receivedNanos) {}

    /** All messages of one read from the socket have been passed on: a good moment to answer them together. */
    default void onReadComplete(Connection connection) {}

    /**
     * The socket is full. Data that it has not taken stays in memory until it does. May be called from inside the method
     * that sends. Called only while the connection is open.
     */
    default void onFull(Connection connection) {}

    /**
     * Frames may be sent again. Called after {@link #onFull}, after {@link Connection#sendFrames} has made fewer writes than
     * requested, and after {@link Connection#notifyWhenWritable}; only while the connection is open.
     */
    default void onWritable(Connection connection) {}

    /** The connection has ended, or could not be established. */
    void onClosed(Connection connection, Disconnect why);
}
