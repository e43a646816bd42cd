package wse.dialect;

/** How a client pings. */
public enum PingForm {
    /** With a text message of the protocol. */
    TEXT,
    /** With a binary message of the protocol. */
    BINARY,
    /** With a ping frame (RFC 6455 section 5.5.2), which every WebSocket server answers; for protocols without a ping. */
    FRAME
}
