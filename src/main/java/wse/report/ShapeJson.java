package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import wse.config.Format;
import wse.config.TestKind;
import wse.measure.TierShape;

/** The shape of a tier in {@code results.json}, and back: its keys stand among the tier's other ones. */
final class ShapeJson implements TierShape.Visitor<ObjectNode> {

    private final ObjectNode node;

    private ShapeJson(ObjectNode node) {
        this.node = node;
    }

    static void write(ObjectNode node, TierShape shape) {
        shape.accept(new ShapeJson(node));
    }

    @Override
    public ObjectNode storm(TierShape.Storm storm) {
        return node;
    }

    @Override
    public ObjectNode pings(TierShape.Pings pings) {
        return schedule(pings);
    }

    @Override
    public ObjectNode hold(TierShape.Hold hold) {
        return schedule(hold);
    }

    private ObjectNode schedule(TierShape shape) {
        node.put("schedule", shape.schedule());
        shape.pingsPerSecond().ifPresent(rate -> node.put("pings_per_second", rate));
        return node;
    }

    @Override
    public ObjectNode flood(TierShape.Flood flood) {
        node.put("payload_bytes", flood.payloadBytes());
        node.put("format", flood.format().label());
        FloodJson.write(node, flood.flow());
        return node;
    }

    @Override
    public ObjectNode limitStep(TierShape.LimitStep step) {
        step.sourceAddresses().ifPresent(count -> node.put("source_addresses", count));
        return node;
    }

    /** The shape of a tier of such a test. */
    static TierShape read(TestKind test, JsonNode node) {
        int connections = Keys.required(node, "connections").intValue();
        return switch (test) {
            case CONNECTION_STORM -> new TierShape.Storm(connections);
            case PING_LATENCY -> new TierShape.Pings(connections, rate(node));
            case SUSTAINED_HOLD -> new TierShape.Hold(connections, rate(node));
            case THROUGHPUT, SIZE_MATRIX, FORMAT_COMPARISON ->
                new TierShape.Flood(
                        connections,
                        Keys.required(node, "payload_bytes").intValue(),
                        Keys.constant(node, "format", Format.class),
                        FloodJson.readFlow(node));
            case CONNECTION_LIMIT -> new TierShape.LimitStep(connections, sources(node));
        };
    }

    private static OptionalDouble rate(JsonNode node) {
        return node.has("pings_per_second")
                ? OptionalDouble.of(node.get("pings_per_second").doubleValue())
                : OptionalDouble.empty();
    }

    private static OptionalInt sources(JsonNode node) {
        return node.has("source_addresses")
                ? OptionalInt.of(node.get("source_addresses").intValue())
                : OptionalInt.empty();
    }
}
