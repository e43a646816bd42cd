package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import wse.measure.FloodShape;
import wse.measure.FloodUse;

/** What a flood adds to a tier of {@code results.json}, and back; the keys stand among the tier's other ones. */
final class FloodJson {

    private FloodJson() {}

    static void write(ObjectNode node, FloodShape shape) {
        node.put("direction", shape.direction());
        if (shape.framesPerWrite() != null) {
            node.put("frames_per_write", shape.framesPerWrite());
        }
        if (shape.mask() != null) {
            node.put("mask", shape.mask());
        }
        node.put("frame_bytes", shape.wireBytes());
        if (shape.inFlight() != null) {
            node.put("in_flight", shape.inFlight());
        }
        if (shape.decode() != null) {
            node.put("decode", shape.decode());
        }
    }

    static void write(ObjectNode node, FloodUse use) {
        node.put("window_seconds", Keys.seconds(use.window()));
        node.put("blocked_seconds", Keys.seconds(Duration.ofNanos(use.blockedNanos())));
        node.put("connection_seconds", Keys.seconds(Duration.ofNanos(use.connectionNanos())));
        node.put("blocked_percent", use.blockedPercent());
        node.put("writes", use.writes());
        node.put("messages_received", use.received());
        node.put("bytes_received", use.receivedBytes());
        node.put("messages_malformed", use.malformed());
    }

    /** Null where the tier is none of a flood. */
    static FloodShape readShape(JsonNode node) {
        return !node.has("direction")
                ? null
                : new FloodShape(
                        Keys.text(node, "direction"),
                        Keys.text(node, "frames_per_write"),
                        Keys.text(node, "mask"),
                        Keys.required(node, "frame_bytes").intValue(),
                        node.has("in_flight") ? (Integer) node.get("in_flight").intValue() : null,
                        Keys.text(node, "decode"));
    }

    /** Null where no flood was measured. */
    static FloodUse readUse(JsonNode node) {
        return !node.has("window_seconds")
                ? null
                : new FloodUse(
                        Keys.duration(node, "window_seconds"),
                        Keys.duration(node, "blocked_seconds").toNanos(),
                        Keys.duration(node, "connection_seconds").toNanos(),
                        Keys.count(node, "writes"),
                        Keys.count(node, "messages_received"),
                        Keys.count(node, "bytes_received"),
                        Keys.count(node, "messages_malformed"));
    }
}
