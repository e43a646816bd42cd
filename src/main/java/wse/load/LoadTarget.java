package wse.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.engine.Endpoint;
import wse.engine.WebSocketClient;

/**
 * What a load is carried out with: the client's event loops, where to connect, and what to speak there.
 *
 * @param sources local addresses to connect from, used in turn; empty for the system's choice
 */
public record LoadTarget(WebSocketClient client, Endpoint endpoint, Dialect dialect, List<InetAddress> sources) {

    public LoadTarget {
        sources = List.copyOf(sources);
    }

    /** Local address of the connection whose turn it is, with any port; null for the system's choice. */
    SocketAddress source(int turn) {
        return sources.isEmpty() ? null : new InetSocketAddress(sources.get(turn % sources.size()), 0);
    }

    /** Completes at a moment of {@link System#nanoTime()}, on the client's first loop. */
    CompletableFuture<Void> waitUntil(long nanos) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        client.loops()
                .get(0)
                .schedule(() -> due.complete(null), Math.max(1, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        return due;
    }
}
