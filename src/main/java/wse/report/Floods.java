package wse.report;

import java.util.LinkedHashMap;
import java.util.Map;
import wse.config.FramesPerWrite;
import wse.measure.FloodShape;
import wse.measure.FloodUse;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** What the reports ask about floods. */
final class Floods {

    static final String THROUGHPUT = "throughput";
    static final String SIZE_MATRIX = "size-matrix";
    static final String FORMAT_COMPARISON = "format-comparison";

    private Floods() {}

    /** Whether the run's tiers are floods. */
    static boolean in(RunResult run) {
        return shape(run) != null;
    }

    static boolean is(TierResult tier) {
        return tier.shape().flood() != null;
    }

    /** How the run's floods were shaped; the size of a frame is the first one's. Null where there are none. */
    static FloodShape shape(RunResult run) {
        return run.tiers().stream()
                .map(tier -> tier.shape().flood())
                .filter(shape -> shape != null)
                .findFirst()
                .orElse(null);
    }

    /** Whether the server is the sender. */
    static boolean comesIn(TierResult tier) {
        return is(tier) && tier.shape().flood().comesIn();
    }

    static boolean comesIn(RunResult run) {
        return run.tiers().stream().anyMatch(Floods::comesIn);
    }

    static boolean isEcho(RunResult run) {
        return in(run) && shape(run).isEcho();
    }

    /** Whether the client only sends. */
    static boolean isOut(TierResult tier) {
        return is(tier) && tier.shape().flood().isOut();
    }

    /** Whether the client reads the payloads it receives, so that it can tell a malformed one. */
    static boolean decodesPayloads(TierResult tier) {
        return is(tier) && tier.shape().flood().decodesPayloads();
    }

    /** Whether something of the flood is missing or broken. */
    static boolean hasLosses(TierResult tier) {
        FloodUse use = tier.measured().flood();
        return is(tier) && (tier.measured().messages().lost() > 0 || use != null && use.malformed() > 0);
    }

    /** As in {@code VALID server-bound}. */
    static String verdict(TierResult tier) {
        return tier.verdict() + (tier.bound() == null ? "" : " " + tier.bound().label() + "-bound");
    }

    /** What a confirmed message is called, which depends on who has got it: {@code Confirmed}, as a rule. */
    static String confirmed(RunResult run) {
        if (comesIn(run)) {
            return "Received";
        }
        return isEcho(run) ? "Echoed" : "Confirmed";
    }

    /** What makes a message count, in a sentence. */
    static String meaning(RunResult run) {
        if (comesIn(run)) {
            return "Received: arrived at the client.";
        }
        return isEcho(run)
                ? "Echoed: came back to the client. Sent: handed to sockets."
                : "Confirmed: a later pong proves it read. Sent: handed to sockets.";
    }

    /** The shape in words, by name: who sends, in what portions, and what is done with what arrives. */
    static Map<String, String> describe(FloodShape shape) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("flood", direction(shape));
        if (shape.direction().isSending()) {
            lines.put("writes", writing(shape));
        }
        if (shape.direction().isReceiving()) {
            lines.put("reads", shape.decodesPayloads() ? "payloads decoded" : "frames only, payloads not decoded");
        }
        return lines;
    }

    private static String direction(FloodShape shape) {
        return switch (shape.direction()) {
            case OUT -> "client to server";
            case IN -> "server to client";
            case ECHO -> "there and back, " + Units.count(shape.inFlight()) + " in flight a connection";
        };
    }

    private static String writing(FloodShape shape) {
        return frames(shape.framesPerWrite())
                + switch (shape.masking()) {
                    case POOL -> ", masked once (pool)";
                    case FRESH -> ", masked for each write (fresh)";
                };
    }

    private static String frames(FramesPerWrite frames) {
        if (frames.isBlock()) {
            return "a block of frames each";
        }
        return frames.label() + (frames.frames() == 1 ? " frame each" : " frames each");
    }
}
