package wse.run.tiers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import wse.config.Config;
import wse.config.Format;
import wse.config.MessageSizes;
import wse.config.Settings;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.measure.Content;
import wse.measure.MessageFlow;
import wse.measure.TierShape;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** Creates the floods of a tier from the settings: one for each message of the test. Pure. */
public final class Floods {

    /** After millions of messages in two seconds, the JIT compiler has compiled the engine's few hot methods. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** Nobody needs to know whether a slow server reads the last message of a warm-up. */
    private static final Duration LONGEST_WARM_UP_DRAIN = Duration.ofSeconds(3);

    private static final int MASK_BYTES = 4;

    /** RFC 6455 section 5.2: above these lengths, the header of 2 bytes grows by 2 and 8 bytes. */
    private static final int SHORT_LENGTH = 125;

    private static final int MEDIUM_LENGTH = 65_535;

    /** What distinguishes the tiers of a test, besides their number of connections. */
    private record Message(Format format, int jsonBytes) {

        /** Only JSON can be recognised; the other formats are used only by protocols that know them. */
        Content content(Dialect dialect) {
            List<Payload> messages = dialect.floodMessages(format, jsonBytes);
            if (format != Format.JSON || messages.stream().allMatch(Payload::looksLikeJson)) {
                return Content.FORMATTED;
            }
            if (messages.stream().allMatch(Payload::text)) {
                return Content.TEXT;
            }
            return messages.stream().noneMatch(Payload::text) ? Content.BINARY : Content.MIXED;
        }

        /** Its length, or the mean length if the flood has messages of different lengths. */
        int bytes(Dialect dialect) {
            return (int) dialect.floodMessages(format, jsonBytes).stream()
                    .mapToInt(Payload::length)
                    .average()
                    .orElseThrow();
        }
    }

    private final Config config;
    private final Dialect dialect;

    Floods(Config config, Dialect dialect) {
        this.config = config;
        this.dialect = dialect;
    }

    /** A message that the server must send back before the tiers of a test; empty if it does not have to send any. */
    public static Optional<Payload> probe(Config config, Dialect dialect) {
        return config.test().isFlood() && config.get(Settings.DIRECTION).isReceiving()
                ? Optional.of(dialect.floodMessage(dialect.floodFormats().get(0), MessageSizes.STANDARD))
                : Optional.empty();
    }

    /** The kind of ping for the first contact, the same as in the test; empty if the test needs no ping frames. */
    public static Optional<PingForm> firstPing(Config config, Dialect dialect) {
        if (!config.test().isFlood()) {
            return Optional.of(dialect.pingForm());
        }
        return switch (config.get(Settings.DIRECTION)) {
            case OUT -> Optional.of(dialect.confirmsFloodsByFrame() ? PingForm.FRAME : dialect.pingForm());
            case IN -> Optional.of(dialect.pingForm());
            case ECHO -> Optional.of(dialect.pingForm()).filter(form -> form != PingForm.FRAME);
        };
    }

    /** All floods for one number of connections, in order. */
    List<Tier> measured(Ramp ramp) {
        return messages().stream()
                .map(message ->
                        tier("flood " + ramp.connections(), ramp, message, config.get(Settings.DURATION), false))
                .toList();
    }

    /** A short flood in each format, because each format uses other code in the decoders. */
    List<Tier> warmUp(Ramp ramp) {
        return messages().stream()
                .map(Message::format)
                .distinct()
                .map(format -> tier("warm-up", ramp, new Message(format, MessageSizes.STANDARD), WARM_UP, true))
                .toList();
    }

    private List<Message> messages() {
        return switch (config.test()) {
            case SIZE_MATRIX ->
                config.get(Settings.SIZES).stream()
                        .map(size -> new Message(format(), size))
                        .toList();
            case FORMAT_COMPARISON ->
                config.get(Settings.FORMATS).stream()
                        .map(format -> new Message(format, MessageSizes.STANDARD))
                        .toList();
            default -> List.of(new Message(format(), MessageSizes.STANDARD));
        };
    }

    /** JSON, if the protocol supports it. */
    private Format format() {
        return dialect.floodFormats().contains(Format.JSON)
                ? Format.JSON
                : dialect.floodFormats().get(0);
    }

    private Tier tier(String what, Ramp ramp, Message message, Duration duration, boolean warmUp) {
        FloodPlan plan = new FloodPlan(ramp, flow(message), duration, warmUp ? warmUpDrain() : drainTimeout());
        int bytes = message.bytes(dialect);
        TierShape.Flood shape = new TierShape.Flood(
                ramp.connections(), bytes, message.format(), message.content(dialect), messageFlow(bytes));
        String name = what + " x " + bytes + " B " + shape.label();
        return new Tier(name, plan, shape, warmUp);
    }

    private Duration drainTimeout() {
        return config.get(Settings.DRAIN_TIMEOUT);
    }

    private Duration warmUpDrain() {
        return drainTimeout().compareTo(LONGEST_WARM_UP_DRAIN) < 0 ? drainTimeout() : LONGEST_WARM_UP_DRAIN;
    }

    private Flow flow(Message message) {
        return new Flow(
                config.get(Settings.DIRECTION),
                message.format(),
                message.jsonBytes(),
                config.get(Settings.FRAMES_PER_WRITE),
                config.get(Settings.MASK),
                config.get(Settings.IN_FLIGHT),
                config.get(Settings.DECODE));
    }

    private MessageFlow messageFlow(int payloadBytes) {
        return new MessageFlow(
                config.get(Settings.DIRECTION),
                config.get(Settings.FRAMES_PER_WRITE),
                config.get(Settings.MASK),
                wireBytes(payloadBytes, config.get(Settings.DIRECTION).isSending()),
                config.get(Settings.IN_FLIGHT),
                config.get(Settings.DECODE));
    }

    /** The size of one frame: header, mask if a client sends it (RFC 6455 section 5.1), and payload. */
    static int wireBytes(int payloadBytes, boolean masked) {
        int length = payloadBytes <= SHORT_LENGTH ? 0 : payloadBytes <= MEDIUM_LENGTH ? 2 : 8;
        return 2 + length + (masked ? MASK_BYTES : 0) + payloadBytes;
    }
}
