package wse.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import wse.config.Config;
import wse.config.FloodConfig;
import wse.config.TestKind;
import wse.dialect.Payload;
import wse.dialect.TradeUpdate;
import wse.measure.FloodShape;
import wse.measure.TierShape;
import wse.plan.Decoding;
import wse.plan.Direction;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Format;
import wse.plan.Masking;
import wse.plan.Ramp;

/** From the settings to the floods of a tier: one for each message of the test. Pure. */
final class Floods {

    /** Millions of messages in seconds: the JIT is through with the engine's few hot methods. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private static final int STANDARD_BYTES = FloodConfig.STANDARD_BYTES;

    private static final int MASK_BYTES = 4;

    /** RFC 6455 section 5.2: lengths past these take 2 and 8 bytes more of a header of 2. */
    private static final int SHORT_LENGTH = 125;

    private static final int MEDIUM_LENGTH = 65_535;

    /** What the tiers of a test differ in, beside their connections. */
    private record Message(Format format, int jsonBytes) {

        Payload payload() {
            return switch (format) {
                case JSON -> TradeUpdate.json(jsonBytes);
                case MSGPACK -> TradeUpdate.msgpack(jsonBytes);
                case ZLIB -> TradeUpdate.zlib(jsonBytes);
            };
        }
    }

    private final TestKind test;
    private final FloodConfig config;
    private final Direction direction;

    Floods(TestKind test, FloodConfig config) {
        this.test = test;
        this.config = config;
        this.direction = Direction.valueOf(upper(config.direction()));
    }

    /** What the server has to send back before a flood; null where it is not asked to send any. */
    static byte[] probe(FloodConfig config) {
        return config.isReceiving() ? TradeUpdate.json(STANDARD_BYTES).bytes() : null;
    }

    /** Whether pings are RFC 6455 ping frames: of a server that need not send anything back, nothing else is known. */
    static boolean confirmsByFrame(Config config) {
        return !config.flood().isReceiving() && config.target().dialect().equals("echo");
    }

    /** All cells of one tier, in order. */
    List<Tier> measured(Ramp ramp) {
        return messages().stream()
                .map(message -> tier("flood " + ramp.connections(), ramp, message, config.duration(), false))
                .toList();
    }

    /** A short flood of each format, for each takes its own way through the decoders. */
    List<Tier> warmUp(Ramp ramp) {
        return messages().stream()
                .map(Message::format)
                .distinct()
                .map(format -> tier("warm-up", ramp, new Message(format, STANDARD_BYTES), WARM_UP, true))
                .toList();
    }

    private List<Message> messages() {
        return switch (test) {
            case SIZE_MATRIX ->
                config.sizes().stream()
                        .map(size -> new Message(Format.JSON, size))
                        .toList();
            case FORMAT_COMPARISON ->
                config.formats().stream()
                        .map(format -> new Message(Format.valueOf(upper(format)), STANDARD_BYTES))
                        .toList();
            default -> List.of(new Message(Format.JSON, STANDARD_BYTES));
        };
    }

    private Tier tier(String what, Ramp ramp, Message message, Duration duration, boolean warmUp) {
        FloodPlan plan = new FloodPlan(ramp, flow(message), duration, config.drainTimeout());
        int bytes = message.payload().bytes().length;
        String name = what + " x " + bytes + " B " + message.format().label();
        TierShape shape = new TierShape(
                ramp.connections(), null, null, bytes, message.format().label(), shape(bytes));
        return new Tier(name, plan, shape, warmUp);
    }

    private Flow flow(Message message) {
        boolean block = config.framesPerWrite().equals("block");
        return new Flow(
                direction,
                message.format(),
                message.jsonBytes(),
                block ? Flow.BLOCK : Integer.parseInt(config.framesPerWrite()),
                Masking.valueOf(upper(config.mask())),
                config.inFlight(),
                Decoding.valueOf(upper(config.decode())));
    }

    private FloodShape shape(int payloadBytes) {
        return new FloodShape(
                direction.label(),
                config.isSending() ? config.framesPerWrite() : null,
                config.isSending() ? config.mask() : null,
                wireBytes(payloadBytes, config.isSending()),
                config.isEcho() ? config.inFlight() : null,
                config.isReceiving() ? config.decode() : null);
    }

    /** Of one frame: header, mask if a client sends it (RFC 6455 section 5.1), payload. */
    static int wireBytes(int payloadBytes, boolean masked) {
        int length = payloadBytes <= SHORT_LENGTH ? 0 : payloadBytes <= MEDIUM_LENGTH ? 2 : 8;
        return 2 + length + (masked ? MASK_BYTES : 0) + payloadBytes;
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}
