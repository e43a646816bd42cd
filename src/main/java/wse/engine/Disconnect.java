package wse.engine;

import java.util.Objects;

/**
 * Why a connection ended, or could not be established.
 *
 * @param code HTTP status for {@link Kind#REJECTED}, close code (RFC 6455 section 7.4) for {@link Kind#CLOSED_BY_PEER},
 *     {@link Kind#CLOSED_BY_US} and {@link Kind#PROTOCOL_ERROR}, else 0
 * @param detail one line for people to read; never null
 */
public record Disconnect(Kind kind, int code, String detail) {

    public Disconnect {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    static Disconnect of(Kind kind, String detail) {
        return new Disconnect(kind, 0, detail);
    }

    /** What happened. */
    public enum Kind {
        /** The peer answered the SYN with a reset: nothing is listening there (ECONNREFUSED). */
        REFUSED,
        /** No TCP connection, or no TLS session, within the connect time-out (or ETIMEDOUT). */
        CONNECT_TIMEOUT,
        /** EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN. */
        UNREACHABLE,
        /** EADDRNOTAVAIL or EADDRINUSE: no local port is free, or this machine does not have the source address. */
        NO_LOCAL_PORT,
        /** EMFILE or ENFILE: no file descriptor left. */
        NO_DESCRIPTOR,
        /** ENOMEM, ENOBUFS or an OutOfMemoryError: no memory left. */
        NO_MEMORY,
        /** The response to the upgrade request had a status other than 101: {@code code} is that status. */
        REJECTED,
        /** The peer sent a close frame: {@code code} is its code, 1005 if it carried none. */
        CLOSED_BY_PEER,
        /** The TCP connection was reset, or ended without a close frame. */
        RESET,
        /** The peer broke a rule of RFC 6455, HTTP or TLS; {@code code} is the close code that was sent, if any. */
        PROTOCOL_ERROR,
        /** {@link Connection#close}, {@link Connection#abort} or {@link WebSocketClient#close}. */
        CLOSED_BY_US,
        /** A listener threw an exception, or the engine has a bug; the log has the stack trace. */
        INTERNAL_ERROR,
        /** Any other error of the operating system: see the detail. */
        IO_ERROR
    }
}
