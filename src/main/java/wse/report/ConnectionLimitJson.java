package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;

/** Writes and reads the result of a connection-limit search, which has the key {@code ceiling}. */
final class ConnectionLimitJson {

    private ConnectionLimitJson() {}

    static ObjectNode write(ConnectionLimit limit) {
        ObjectNode node = JsonReport.MAPPER.createObjectNode().put("connections", limit.connections());
        limit.firstBad().ifPresent(bad -> node.put("first_bad", bad));
        node.put("cause", limit.cause().name());
        if (!limit.otherCauses().isEmpty()) {
            node.set("other_causes", JsonReport.MAPPER.valueToTree(limit.otherCauses()));
        }
        node.set("evidence", JsonReport.MAPPER.valueToTree(limit.evidence()));
        limit.rate().ifPresent(rate -> write(rate, node.putObject("connect_rate")));
        return node;
    }

    private static void write(ConnectRate rate, ObjectNode node) {
        rate.acceptedPerSecond().ifPresent(accepted -> node.put("accepted_per_second", accepted));
        node.put("too_high_per_second", rate.tooHighPerSecond());
    }

    /** Results of older versions contain neither other causes nor a rate. */
    static ConnectionLimit read(JsonNode node) {
        return new ConnectionLimit(
                Keys.connections(node),
                node.has("first_bad") ? OptionalInt.of(Keys.size(node, "first_bad")) : OptionalInt.empty(),
                Keys.constant(node, "cause", LimitCause.class),
                Keys.constants(node, "other_causes", LimitCause.class),
                Keys.texts(node, "evidence"),
                Optional.ofNullable(node.get("connect_rate")).map(ConnectionLimitJson::readRate));
    }

    private static ConnectRate readRate(JsonNode node) {
        return new ConnectRate(Keys.decimal(node, "accepted_per_second"), Keys.number(node, "too_high_per_second"));
    }
}
