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
import wse.engine.WebSocketClient;

/**
 * The client that generates a load, the server to connect to, and the dialect to speak.
 *
 * @param endpoint the server's endpoint, with the upgrade request of the first user
 * @param firstRequest the first user's upgrade request; users with the same request share its encoded form
 * @param sources local addresses to connect from, used in turn; if empty, the operating system chooses
 */
public record LoadTarget(
        WebSocketClient client,
        Endpoint endpoint,
        Dialect dialect,
        OpeningRequest firstRequest,
        List<InetAddress> sources) {

    public LoadTarget {
        sources = List.copyOf(sources);
    }

    public LoadTarget(WebSocketClient client, Endpoint endpoint, Dialect dialect, List<InetAddress> sources) {
        this(client, endpoint, dialect, dialect.openingRequest(0), sources);
    }

    /** The same target, with or without a check that text messages are valid UTF-8. */
    LoadTarget withTextCheck(boolean check) {
        return new LoadTarget(client, endpoint.withTextCheck(check), dialect, firstRequest, sources);
    }

    /** The same target with new credentials from {@link Dialect#renewed}. */
    LoadTarget renewed(Instant now, Duration longest) {
        Dialect other = dialect.renewed(now, longest);
        OpeningRequest request = other.openingRequest(0);
        return other == dialect
                ? this
                : new LoadTarget(
                        client, endpoint.withRequest(request.target(), request.allHeaders()), other, request, sources);
    }

    /** The endpoint for a user: the same for all users, or one with the user's own upgrade request. */
    Endpoint endpoint(int user) {
        OpeningRequest request = dialect.openingRequest(user);
        return request == firstRequest ? endpoint : endpoint.withRequest(request.target(), request.allHeaders());
    }

    /** The local address, with any port, for the connection with this turn; null lets the operating system choose. */
    SocketAddress source(int turn) {
        return sources.isEmpty() ? null : new InetSocketAddress(sources.get(turn % sources.size()), 0);
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
