package wse.engine;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a connection ended, or could not be established.
 *
 * @param code HTTP status for {@link Kind#REJECTED} and {@link Kind#PROXY_REJECTED}, close code (RFC 6455 section 7.4) for {@link Kind#CLOSED_BY_PEER},
 *     {@link Kind#CLOSED_BY_US}, {@link Kind#CLIENT_LIMIT} and {@link Kind#PROTOCOL_ERROR}, else 0
 * @param detail one line for people to read; never null. For {@link Kind#CLOSED_BY_PEER}, the peer's own words, which may
 *     be empty
 * @param refusal the server's response, for {@link Kind#REJECTED} only
 */
public record Disconnect(Kind kind, int code, String detail, Optional<HttpRefusal> refusal) {

    public Disconnect {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(refusal, "refusal");
    }

    public Disconnect(Kind kind, int code, String detail) {
        this(kind, code, detail, Optional.empty());
    }

    static Disconnect rejected(HttpRefusal refusal) {
        return new Disconnect(Kind.REJECTED, refusal.status(), refusal.words(), Optional.of(refusal));
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
        /** The peer answered the upgrade request with something other than HTTP/1.x. */
        NOT_HTTP,
        /** The peer broke a rule of RFC 6455 or HTTP; {@code code} is the close code that was sent, if any. */
        PROTOCOL_ERROR,
        /** The peer sent more than the endpoint's limits allow; {@code code} is the close code that was sent, if any. */
        CLIENT_LIMIT,
        /** There is no TCP connection to the proxy. */
        PROXY_UNREACHABLE,
        /** The proxy refused to connect to the server: {@code code} is the HTTP status of its answer. */
        PROXY_REJECTED,
        /** The proxy did not answer within the connect time-out. */
        PROXY_TIMEOUT,
        /** The proxy closed the connection, or answered with something other than HTTP/1.x. */
        PROXY_FAILED,
        /** This side does not trust the issuer of the server's certificate. */
        CERTIFICATE_NOT_TRUSTED,
        /** The server's certificate, or that of an issuer, is not valid now. */
        CERTIFICATE_EXPIRED,
        /** The server's certificate is for another host. */
        CERTIFICATE_WRONG_NAME,
        /** The server requires a client certificate, but the client has none. */
        CLIENT_CERTIFICATE_REQUIRED,
        /** The server does not accept the client's certificate. */
        CLIENT_CERTIFICATE_REFUSED,
        /** Only one of the two sides uses TLS. */
        TLS_MISMATCH,
        /** The TLS handshake, or the TLS session, failed for another reason. */
        TLS_FAILED,
        /** {@link Connection#close}, {@link Connection#abort} or {@link WebSocketClient#close}. */
        CLOSED_BY_US,
        /** A listener threw an exception, or the engine has a bug; the log has the stack trace. */
        INTERNAL_ERROR,
        /** Any other error of the operating system: see the detail. */
        IO_ERROR
    }
}
