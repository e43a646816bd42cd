package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import wse.measure.CompressionUse;
import wse.measure.TierResult;

/** Writes and reads what compression saved in a tier, and what it cost. */
final class CompressionJson {

    private CompressionJson() {}

    static ObjectNode write(TierResult tier) {
        CompressionUse use = tier.measured().compression();
        ObjectNode node = JsonReport.MAPPER
                .createObjectNode()
                .put("connections", use.connections())
                .put("bytes_sent", use.sentBytes())
                .put("wire_bytes_sent", use.sentWireBytes())
                .put("bytes_received", use.receivedBytes())
                .put("wire_bytes_received", use.receivedWireBytes());
        use.sentPercent().ifPresent(percent -> node.put("sent_percent", percent));
        use.receivedPercent().ifPresent(percent -> node.put("received_percent", percent));
        put(node, "client_rss_bytes_per_connection", PerConnection.clientRss(tier));
        put(node, "client_cpu_seconds_per_connection", PerConnection.clientCpu(tier));
        put(node, "server_rss_bytes_per_connection", PerConnection.serverRss(tier));
        put(node, "server_cpu_seconds_per_connection", PerConnection.serverCpu(tier));
        return node;
    }

    private static void put(ObjectNode node, String key, Object value) {
        if (value != null) {
            node.set(key, JsonReport.MAPPER.valueToTree(value));
        }
    }

    static CompressionUse read(JsonNode node) {
        return new CompressionUse(
                Keys.integer(node, "connections"),
                Keys.integer(node, "bytes_sent"),
                Keys.integer(node, "wire_bytes_sent"),
                Keys.integer(node, "bytes_received"),
                Keys.integer(node, "wire_bytes_received"));
    }
}
