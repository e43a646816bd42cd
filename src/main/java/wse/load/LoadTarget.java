package wse.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.dialect.OpeningRequest;
import wse.engine.Endpoint;
import wse.engine.IpText;
import wse.engine.WebSocketClient;

/**
 * The client that generates a load, the server to connect to, and the dialect to speak.
 *
 * @param endpoints the endpoints of the server's addresses, each with the upgrade request of the first user; at least one
 * @param firstRequest the first user's upgrade request; users with the same request share its encoded form
 * @param sources local addresses to connect from, used in turn; if empty, the operating system chooses
 */
public record LoadTarget(
        WebSocketClient client,
        List<Endpoint> endpoints,
        Dialect dialect,
        OpeningRequest firstRequest,
        List<InetAddress> sources) {

    public LoadTarget {
        endpoints = List.copyOf(endpoints);
        sources = List.copyOf(sources);
    }

    public LoadTarget(WebSocketClient client, List<Endpoint> endpoints, Dialect dialect, List<InetAddress> sources) {
        this(client, endpoints, dialect, dialect.openingRequest(0), sources);
    }

    /** A server with a single address. */
    public LoadTarget(WebSocketClient client, Endpoint endpoint, Dialect dialect, List<InetAddress> sources) {
        this(client, List.of(endpoint), dialect, sources);
    }

    /** The same target at other addresses of the server. */
    public LoadTarget withEndpoints(List<Endpoint> others) {
        return new LoadTarget(client, others, dialect, firstRequest, sources);
    }

    /** The same target, with or without a check that text messages are valid UTF-8. */
    LoadTarget withTextCheck(boolean check) {
        return withEndpoints(endpoints.stream()
                .map(endpoint -> endpoint.withTextCheck(check))
                .toList());
    }

    /** The same target with new credentials from {@link Dialect#renewed}. */
    LoadTarget renewed(Instant now, Duration longest) {
        Dialect other = dialect.renewed(now, longest);
        OpeningRequest request = other.openingRequest(0);
        List<Endpoint> renewed = endpoints.stream()
                .map(endpoint -> endpoint.withRequest(request.target(), request.allHeaders()))
                .toList();
        return other == dialect ? this : new LoadTarget(client, renewed, other, request, sources);
    }

    /** The endpoint of the server's first address. */
    public Endpoint endpoint() {
        return endpoints.get(0);
    }

    /** How many addresses of the server get load. */
    public int servers() {
        return endpoints.size();
    }

    /**
     * The endpoint for a user: the same for all users, or one with the user's own upgrade request.
     *
     * @param server which of the server's addresses, from 0
     */
    public Endpoint endpoint(int user, int server) {
        OpeningRequest request = dialect.openingRequest(user);
        Endpoint endpoint = endpoints.get(server);
        return request == firstRequest ? endpoint : endpoint.withRequest(request.target(), request.allHeaders());
    }

    /** The name of one of the server's addresses in the report: an IP address, with the host's name if there are several. */
    public String serverName(int server) {
        Endpoint endpoint = endpoints.get(server);
        if (endpoint.proxy().isPresent()) {
            return endpoint.hostHeader();
        }
        InetAddress address = endpoint.remote().getAddress();
        boolean oneHost =
                endpoints.stream().map(Endpoint::hostHeader).distinct().count() == 1;
        String ip = IpText.of(address);
        return oneHost || IpText.isIn(endpoint.hostHeader(), address) ? ip : endpoint.hostHeader() + " at " + ip;
    }

    /** Scheme, IP address and port of one of the server's addresses. */
    public String url(int server) {
        Endpoint endpoint = endpoints.get(server);
        return (endpoint.isTls() ? "wss://" : "ws://")
                + IpText.bracketed(endpoint.remote().getAddress()) + ":"
                + endpoint.remote().getPort();
    }

    /**
     * The local address, with any port, for the connection with this turn; null lets the operating system choose, as it
     * does if there is no address of the peer's kind (IPv4 or IPv6).
     */
    public SocketAddress source(int turn, Endpoint endpoint) {
        int bytes = endpoint.peer().getAddress().getAddress().length;
        for (int i = 0; i < sources.size(); i++) {
            InetAddress source = sources.get((turn + i) % sources.size());
            if (source.getAddress().length == bytes) {
                return new InetSocketAddress(source, 0);
            }
        }
        return null;
    }

    /** Completes when {@link System#nanoTime()} reaches this value, on the client's first event loop. */
    CompletableFuture<Void> waitUntil(long nanos) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        client.loops()
                .get(0)
                .schedule(() -> due.complete(null), Math.max(1, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        return due;
    }
}
