package wse.dialect;

/**
 * The names under which the servers of a protocol count, as Prometheus text (see {@code wse.metrics}); null where they do
 * not count.
 *
 * @param received messages
 * @param dropped messages received but thrown away
 * @param accepted connections
 * @param rejected connections
 * @param connections open now
 * @param sent messages of a flood
 */
public record CounterNames(
        String received, String dropped, String accepted, String rejected, String connections, String sent) {

    /** The servers serve no counters. */
    public static final CounterNames NONE = new CounterNames(null, null, null, null, null, null);

    /** As {@code wse-server} and the embedded reference server name them. */
    public static final CounterNames WSE = new CounterNames(
            "wse_messages_received_total",
            "wse_inbound_dropped_total",
            "wse_connections_accepted_total",
            "wse_connections_rejected_total",
            "wse_connections",
            "wse_flood_messages_sent_total");
}
