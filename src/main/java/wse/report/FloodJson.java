package wse.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.FloodUse;
import wse.measure.MessageFlow;

/** What a flood adds to a tier of {@code results.json}, and back; the keys stand among the tier's other ones. */
final class FloodJson {

    private FloodJson() {}

    static void write(ObjectNode node, MessageFlow flow) {
        Direction direction = flow.direction();
        node.put("direction", direction.label());
        if (direction.isSending()) {
            node.put("frames_per_write", flow.framesPerWrite().label());
            node.put("mask", flow.masking().label());
        }
        node.put("frame_bytes", flow.wireBytes());
        if (flow.isEcho()) {
            node.put("in_flight", flow.inFlight());
        }
        if (direction.isReceiving()) {
            node.put("decode", flow.decoding().label());
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

    static MessageFlow readFlow(JsonNode node) {
        return new MessageFlow(
                Keys.constant(node, "direction", Direction.class),
                FramesPerWrite.of(node.path("frames_per_write").asText(FramesPerWrite.BLOCK.label())),
                Keys.constant(node, "mask", Masking.POOL),
                Keys.required(node, "frame_bytes").intValue(),
                node.path("in_flight").asInt(1),
                Keys.constant(node, "decode", Decoding.FRAMES));
    }

    static FloodUse readUse(JsonNode node) {
        return new FloodUse(
                Keys.duration(node, "window_seconds"),
                Keys.duration(node, "blocked_seconds").toNanos(),
                Keys.duration(node, "connection_seconds").toNanos(),
                Keys.count(node, "writes"),
                Keys.count(node, "messages_received"),
                Keys.count(node, "bytes_received"),
                Keys.count(node, "messages_malformed"));
    }
}
