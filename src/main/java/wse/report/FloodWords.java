package wse.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import wse.config.FramesPerWrite;
import wse.measure.Bound;
import wse.measure.FloodUse;
import wse.measure.MessageFlow;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.WrongMessages;
import wse.text.Units;

/** Describes floods in words, and answers questions of the reports about them. */
final class FloodWords {

    private FloodWords() {}

    /**
     * The message flow of the run's first flood, whose frame size may differ from the others. Empty if the run has no flood.
     */
    static Optional<MessageFlow> flow(RunResult run) {
        return run.tiers().stream().flatMap(tier -> flow(tier).stream()).findFirst();
    }

    static Optional<MessageFlow> flow(TierResult tier) {
        return tier.shape().flood().map(TierShape.Flood::flow);
    }

    /** Whether the server is the only sender. */
    static boolean comesIn(TierResult tier) {
        return flow(tier).filter(MessageFlow::comesIn).isPresent();
    }

    static boolean comesIn(RunResult run) {
        return run.tiers().stream().anyMatch(FloodWords::comesIn);
    }

    static boolean isEcho(RunResult run) {
        return flow(run).filter(MessageFlow::isEcho).isPresent();
    }

    /** Whether the client is the only sender. */
    static boolean isOut(TierResult tier) {
        return flow(tier).filter(MessageFlow::isOut).isPresent();
    }

    /** Whether the client decodes the payloads that it receives, and thus detects malformed ones. */
    static boolean decodesPayloads(TierResult tier) {
        return flow(tier).filter(MessageFlow::decodesPayloads).isPresent();
    }

    /** Whether messages of a flood were lost, malformed or returned with faults. */
    static boolean hasLosses(TierResult tier) {
        long malformed = tier.measured().flood().map(FloodUse::malformed).orElse(0L);
        return tier.shape().flood().isPresent()
                && (tier.measured().messages().lost() > 0
                        || malformed > 0
                        || !wrong(tier).isNone());
    }

    static WrongMessages wrong(TierResult tier) {
        return tier.measured().flood().map(FloodUse::wrong).orElse(WrongMessages.NONE);
    }

    /** As in {@code VALID server-bound}. */
    static String verdict(TierResult tier) {
        return tier.verdict()
                + (tier.bound() == Bound.UNKNOWN ? "" : " " + tier.bound().label() + "-bound");
    }

    /** The word for a confirmed message, which depends on the direction: usually {@code Confirmed}. */
    static String confirmed(RunResult run) {
        if (comesIn(run)) {
            return "Received";
        }
        return isEcho(run) ? "Echoed" : "Confirmed";
    }

    /** Explains in a sentence which messages count. */
    static String meaning(RunResult run) {
        if (comesIn(run)) {
            return "Received: arrived at the client.";
        }
        return isEcho(run)
                ? "Echoed: returned or answered by the server. Sent: written to sockets."
                : "Confirmed: a later pong proves that the server read it. Sent: written to sockets.";
    }

    /** The flow in words, by name: who sends, in which portions, and what happens to received messages. */
    static Map<String, String> describe(MessageFlow flow) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("flood", direction(flow));
        if (flow.direction().isSending()) {
            lines.put("writes", writing(flow));
        }
        if (flow.direction().isReceiving()) {
            lines.put("reads", reading(flow));
        }
        return lines;
    }

    private static String direction(MessageFlow flow) {
        return switch (flow.direction()) {
            case OUT -> "client to server";
            case IN -> "server to client";
            case ECHO -> "there and back, " + Units.count(flow.inFlight()) + " in flight per connection";
        };
    }

    private static String writing(MessageFlow flow) {
        return frames(flow.framesPerWrite())
                + switch (flow.masking()) {
                    case POOL -> ", masked once (pool)";
                    case FRESH -> ", masked for each write (fresh)";
                };
    }

    private static String reading(MessageFlow flow) {
        return switch (flow.decoding()) {
            case UNCHECKED -> "frames only, text not checked for valid UTF-8 (wse.decode=unchecked)";
            case FRAMES -> "frames only, payloads not decoded";
            case PAYLOADS -> "payloads decoded";
        };
    }

    private static String frames(FramesPerWrite frames) {
        if (frames.isBlock()) {
            return "a block of frames each";
        }
        return frames.label() + (frames.frames() == 1 ? " frame each" : " frames each");
    }
}
