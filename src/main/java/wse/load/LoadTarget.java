package wse.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
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
}
