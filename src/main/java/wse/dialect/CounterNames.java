package wse.dialect;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the counters that the servers of a protocol expose as Prometheus text (see {@code wse.metrics}); null for a
 * counter that they do not have.
 *
 * @param received messages received
 * @param dropped messages received but thrown away
 * @param accepted connections accepted
 * @param rejected connections rejected
 * @param connections connections that are open now
 * @param sent messages of a flood that the server has sent
 */
public record CounterNames(
        String received, String dropped, String accepted, String rejected, String connections, String sent) {

    /** For servers that expose no counters. */
    public static final CounterNames NONE = new CounterNames(null, null, null, null, null, null);

    /** The names that {@code wse-server} and the embedded reference server use. */
    public static final CounterNames WSE = new CounterNames(
            "wse_messages_received_total",
            "wse_inbound_dropped_total",
            "wse_connections_accepted_total",
            "wse_connections_rejected_total",
            "wse_connections",
            "wse_flood_messages_sent_total");

    /** The names of the counters that the servers have. */
    public Set<String> all() {
        return Stream.of(received, dropped, accepted, rejected, connections, sent)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
