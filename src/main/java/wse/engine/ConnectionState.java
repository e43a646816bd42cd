package wse.engine;

/** The states of a {@link Connection}, in their order. */
enum ConnectionState {
    /** There is no TCP connection yet. */
    CONNECTING,
    /** The upgrade request has been sent. */
    UPGRADING,
    OPEN,
    /** Our close frame has been sent, and the peer's is awaited. Messages are no longer passed on. */
    CLOSING,
    /** A write has failed. What the peer sent before is still read: its close frame would be the true reason. */
    LOST,
    /** Nothing is read any more; the TCP connection is about to end. */
    ENDING,
    CLOSED
}
