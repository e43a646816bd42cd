package wse.engine;

import io.netty.buffer.ByteBuf;

/**
 * What a connection tells its user. Called on the connection's event loop only; one instance may serve many connections.
 * Each connect ends in exactly one {@link #onClosed}; nothing follows it. No callback comes from inside
 * {@link WebSocketClient#connect}. Times are {@link System#nanoTime()}, taken once per read from the socket.
 */
public interface ConnectionListener {

    /** The TCP connection is up; the upgrade request is about to be sent. */
    default void onConnected(Connection connection) {}

    /** The server has answered 101 with the right {@code Sec-WebSocket-Accept}: messages may be sent. */
    void onOpen(Connection connection);

    /**
     * A whole data message, fragments put together. Text is not checked for valid UTF-8: that is left to whoever decodes
     * it. Not called after {@link Connection#close} or {@link Connection#abort}; but when a write has failed, and the
     * connection is open no more, what the server had sent before is still told.
     *
     * @param payload its readable bytes are the message; valid during the call only; what lies outside of them is not the
     *     receiver's. Indices may be moved. Copy to keep, never retain
     * @param receivedNanos when the bytes that completed the message were read from the socket
     */
    void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos);

    /** A pong; unsolicited ones are legal (RFC 6455 section 5.5.3). The payload as in {@link #onMessage}. */
    default void onPong(Connection connection, ByteBuf payload, long receivedNanos) {}

    /** All messages of one read from the socket have been told: the moment to answer them in one go. */
    default void onReadComplete(Connection connection) {}

    /**
     * The socket is full: what it has not taken is kept in memory until it does. May come from inside of the call that sends.
     * Only while the connection is open.
     */
    default void onFull(Connection connection) {}

    /**
     * Frames may be sent again, for whoever was told that they may not, or has sent fewer than asked for. Only while the
     * connection is open.
     */
    default void onWritable(Connection connection) {}

    /** The end, also of a connection that never came up. */
    void onClosed(Connection connection, Disconnect why);
}
