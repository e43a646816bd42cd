package wse.engine;

import java.io.IOException;
import wse.engine.Disconnect.Kind;

/** The proxy did not open a connection to the server. The message is one line for people to read. */
final class ProxyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;

    private ProxyException(Kind kind, int status, String detail) {
        super(detail);
        this.kind = kind;
        this.status = status;
    }

    /** There is no connection to the proxy. What this machine lacks, such as a local port, is not the proxy's fault. */
    static Throwable unreachable(Throwable cause) {
        Disconnect why = Failures.of(cause, false);
        return switch (why.kind()) {
            case REFUSED, CONNECT_TIMEOUT, UNREACHABLE, RESET, IO_ERROR ->
                new ProxyException(Kind.PROXY_UNREACHABLE, 0, why.detail());
            default -> cause;
        };
    }

    /** @param words the status line */
    static ProxyException rejected(int status, String words) {
        return new ProxyException(Kind.PROXY_REJECTED, status, words);
    }

    static ProxyException timedOut(long millis) {
        return new ProxyException(Kind.PROXY_TIMEOUT, 0, "the proxy opened no connection within " + millis + " ms");
    }

    static ProxyException failed(String detail) {
        return new ProxyException(Kind.PROXY_FAILED, 0, detail);
    }

    Disconnect disconnect() {
        return new Disconnect(kind, status, getMessage());
    }
}
