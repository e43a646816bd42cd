package wse.engine;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Where and how to connect. Immutable and thread-safe. Use one endpoint for many connections, because it encodes the upgrade
 * request only once. Headers may contain secrets and are not printed.
 */
public final class Endpoint {

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** How long a closing handshake may take; a server that answers does so within a round trip. */
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** Far more than most servers send, but small enough for memory if a server sends it on many connections. */
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 16 << 20;
    /** Far more than most servers send, however many cookies and policies they set. */
    private static final int MIN_HEAD_BYTES = 256 << 10;

    private final InetSocketAddress remote;
    private final UpgradeRequest request;
    private final Limits limits;
    private final TlsHandlers tls;
    private final Optional<HttpProxy> proxy;
    /** The endpoint from which this one differs only in its request. */
    private final Endpoint shared;

    private Endpoint(
            InetSocketAddress remote,
            UpgradeRequest request,
            Limits limits,
            TlsHandlers tls,
            Optional<HttpProxy> proxy) {
        this.remote = remote;
        this.request = request;
        this.limits = limits;
        this.tls = tls;
        this.proxy = proxy;
        this.shared = this;
    }

    private Endpoint(Endpoint shared, UpgradeRequest request) {
        this.remote = shared.remote;
        this.request = request;
        this.limits = shared.limits;
        this.tls = shared.tls;
        this.proxy = shared.proxy;
        this.shared = shared;
    }

    private Endpoint with(Limits others) {
        return new Endpoint(remote, request, others, tls, proxy);
    }

    private Endpoint with(InetSocketAddress address, UpgradeRequest other) {
        return new Endpoint(address, other, limits, tls, proxy);
    }

    private Endpoint with(TlsHandlers other) {
        return new Endpoint(remote, request, limits, other, proxy);
    }

    /**
     * An endpoint without TLS, with 10 s to connect, 2 s to close, and messages of up to 16 MiB.
     *
     * @param remote the server's address, resolved
     * @param hostHeader value of the {@code Host} header; its host name is also used for TLS
     * @param requestTarget path and query
     * @param headers headers of the upgrade request, in addition to those that RFC 6455 requires
     */
    public static Endpoint of(
            InetSocketAddress remote, String hostHeader, String requestTarget, Map<String, String> headers) {
        Objects.requireNonNull(remote, "remote");
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("the remote address must be resolved: remote=" + remote);
        }
        Limits limits = new Limits(DEFAULT_CONNECT_TIMEOUT, DEFAULT_CLOSE_TIMEOUT, DEFAULT_MAX_MESSAGE_BYTES, true);
        return new Endpoint(
                remote, new UpgradeRequest(hostHeader, requestTarget, headers), limits, null, Optional.empty());
    }

    /**
     * The same server with another upgrade request, for example that of another user.
     *
     * @param requestTarget path and query
     * @param headers headers of the upgrade request, in addition to those that RFC 6455 requires
     */
    public Endpoint withRequest(String requestTarget, Map<String, String> headers) {
        return new Endpoint(shared, request.ofOtherUser(requestTarget, headers));
    }

    /** The same server with a request that many users share. Open connections need no more, and keep no request of their own. */
    Endpoint shared() {
        return shared;
    }

    /**
     * The same request to another server, or to another address of the same one.
     *
     * @param address its address, resolved
     * @param hostHeader value of the {@code Host} header; its host name is also used for TLS
     * @param requestTarget path and query
     * @param headers headers of the upgrade request, in addition to those that RFC 6455 requires
     */
    public Endpoint withServer(
            InetSocketAddress address, String hostHeader, String requestTarget, Map<String, String> headers) {
        UpgradeRequest other = new UpgradeRequest(hostHeader, requestTarget, headers);
        return with(address, other.offering(request.compression()));
    }

    /** Connects through a proxy, which is asked for the name in the {@code Host} header and resolves it. */
    public Endpoint withProxy(HttpProxy other) {
        return new Endpoint(remote, request, limits, tls, Optional.of(other));
    }

    /**
     * @param timeout for the TCP connection, including the answer of the proxy, and again for the TLS handshake; the response to the upgrade is not included
     */
    public Endpoint withConnectTimeout(Duration timeout) {
        return with(limits.withConnectTimeout(timeout));
    }

    /** @param timeout from the first close frame to the end of the TCP connection */
    public Endpoint withCloseTimeout(Duration timeout) {
        return with(limits.withCloseTimeout(timeout));
    }

    /** The same server at another address, for example the next one of its name. */
    public Endpoint withRemote(InetSocketAddress address) {
        return with(address, request);
    }

    /**
     * @param bytes the maximum size of an inbound message with all its fragments; a longer one fails the connection
     *     with 1009. The head of the response to the upgrade may have this size as well, or 256 KiB if that is more
     */
    public Endpoint withMaxMessageBytes(int bytes) {
        return with(limits.withMaxMessageBytes(bytes));
    }

    /**
     * @param check whether a text message that is not UTF-8 fails the connection with 1007 (RFC 6455 section 8.1), as it does
     *     by default; if not, such a message is passed on like any other
     */
    public Endpoint withTextCheck(boolean check) {
        return with(limits.withTextCheck(check));
    }

    /** Offers to compress messages (RFC 7692). The server decides whether they are. Call this at most once. */
    public Endpoint withCompression(DeflateOffer offer) {
        return with(remote, request.offering(Optional.of(offer)));
    }

    /**
     * Uses TLS. If the context verifies host names, the certificate must be valid for the name in the {@code Host} header.
     */
    Endpoint withTls(SslContext context) {
        return with(TlsHandlers.of(context));
    }

    /**
     * Uses TLS. Unless the options say otherwise, the server's certificate must be trusted, and valid for the name in the
     * {@code Host} header.
     *
     * @throws SSLException if TLS cannot be set up like this; the message says why
     */
    public Endpoint withTls(ClientTls options) throws SSLException {
        return withTls(options.newContext(), options);
    }

    /** @param context made by {@link ClientTls#newContext} */
    Endpoint withTls(SslContext context, ClientTls options) {
        return with(TlsHandlers.of(context, options));
    }

    public InetSocketAddress remote() {
        return remote;
    }

    /** The name of the server, with its port unless that is the default one: value of the {@code Host} header. */
    public String hostHeader() {
        return request.host();
    }

    /** Whether compression is offered. */
    public boolean offersCompression() {
        return request.compression().isPresent();
    }

    public boolean isTls() {
        return tls != null;
    }

    /** The proxy to connect through; empty to connect directly. */
    public Optional<HttpProxy> proxy() {
        return proxy;
    }

    /** The address that the TCP connection is made to: that of the server, or of the proxy. */
    public InetSocketAddress peer() {
        return proxy.map(HttpProxy::address).orElse(remote);
    }

    /** Host and port of the server, as a proxy is asked for it. */
    String authority() {
        return request.hostName() + ":" + remote.getPort();
    }

    /** Whether the client presents a certificate of its own to servers that ask for one. */
    public boolean hasClientCertificate() {
        return isTls() && tls.authenticates();
    }

    TlsHandlers tls() {
        return tls;
    }

    /** What a failure means for a connection to this endpoint. */
    Disconnect meaning(Disconnect failure) {
        return hasClientCertificate() ? TlsFailures.withCertificate(failure) : TlsFailures.withoutCertificate(failure);
    }

    UpgradeRequest request() {
        return request;
    }

    Duration connectTimeout() {
        return limits.connectTimeout;
    }

    Duration closeTimeout() {
        return limits.closeTimeout;
    }

    int maxMessageBytes() {
        return limits.maxMessageBytes;
    }

    boolean checksText() {
        return limits.checksText;
    }

    int maxHeadBytes() {
        return Math.max(MIN_HEAD_BYTES, limits.maxMessageBytes);
    }

    @Override
    public String toString() {
        return (isTls() ? "wss://" : "ws://") + request.host() + " at " + remote
                + proxy.map(through -> " through " + through).orElse("");
    }

    private record Limits(Duration connectTimeout, Duration closeTimeout, int maxMessageBytes, boolean checksText) {

        Limits {
            positive(connectTimeout, "connectTimeout");
            positive(closeTimeout, "closeTimeout");
            // A control frame may be 125 bytes long.
            if (maxMessageBytes < 125) {
                throw new IllegalArgumentException(
                        "maxMessageBytes must be at least 125: maxMessageBytes=" + maxMessageBytes);
            }
        }

        Limits withConnectTimeout(Duration timeout) {
            return new Limits(timeout, closeTimeout, maxMessageBytes, checksText);
        }

        Limits withCloseTimeout(Duration timeout) {
            return new Limits(connectTimeout, timeout, maxMessageBytes, checksText);
        }

        Limits withMaxMessageBytes(int bytes) {
            return new Limits(connectTimeout, closeTimeout, bytes, checksText);
        }

        Limits withTextCheck(boolean check) {
            return new Limits(connectTimeout, closeTimeout, maxMessageBytes, check);
        }

        private static void positive(Duration value, String name) {
            if (value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        name + " must be 1 ms to " + Integer.MAX_VALUE + " ms: " + name + "=" + value);
            }
        }
    }
}
