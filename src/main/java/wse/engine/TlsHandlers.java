package wse.engine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates the TLS handlers of an endpoint's connections. Thread-safe. */
final class TlsHandlers {

    private static final int PORTS = 65_535;

    private final SslContext context;
    private final boolean authenticates;
    private final Optional<String> serverName;
    private final boolean resumes;
    private final AtomicInteger connections = new AtomicInteger();

    private TlsHandlers(SslContext context, boolean authenticates, Optional<String> serverName, boolean resumes) {
        this.context = context;
        this.authenticates = authenticates;
        this.serverName = serverName;
        this.resumes = resumes;
    }

    /** Handlers of a context that decides everything itself. */
    static TlsHandlers of(SslContext context) {
        return new TlsHandlers(context, false, Optional.empty(), true);
    }

    /** @param context made by {@link ClientTls#newContext} */
    static TlsHandlers of(SslContext context, ClientTls options) {
        return new TlsHandlers(context, options.certificate().isPresent(), options.serverName(), options.resumption());
    }

    /** Whether the client has a certificate of its own. */
    boolean authenticates() {
        return authenticates;
    }

    /**
     * A handler for one connection. Sessions are kept by host and port, so a connection that must not resume any gets a
     * number instead of the port, which has no other meaning to TLS.
     *
     * @param host the server's name, unless another one is set
     */
    SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
        int key = resumes ? port : 1 + (connections.getAndIncrement() & Integer.MAX_VALUE) % PORTS;
        return context.newHandler(allocator, serverName.orElse(host), key);
    }
}
