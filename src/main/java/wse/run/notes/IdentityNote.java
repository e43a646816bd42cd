package wse.run.notes;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import wse.config.Direction;
import wse.dialect.Dialect;
import wse.dialect.Payload;
import wse.plan.Flow;
import wse.run.tiers.Tier;

/**
 * Warns if a protocol's echoes cannot be distinguished, so that only their content and their count are checked. Pure.
 */
public final class IdentityNote {

    /** A zlib message has the right length for only some numbers. */
    private static final int TRIES = 64;

    private IdentityNote() {}

    /** A sentence about such a tier; empty for all others. */
    public static List<String> of(Tier tier, Dialect dialect) {
        return tier
                .plan()
                .floodFlow()
                .filter(flow -> flow.direction() == Direction.ECHO)
                .flatMap(flow -> of(flow, dialect))
                .stream()
                .toList();
    }

    private static Optional<String> of(Flow flow, Dialect dialect) {
        List<Payload> all = dialect.floodMessages(flow.format(), flow.jsonBytes());
        if (all.size() > 1) {
            long different = all.stream()
                    .map(Payload::bytes)
                    .map(ByteBuffer::wrap)
                    .distinct()
                    .count();
            return different == all.size() && different > flow.inFlight()
                    ? Optional.empty()
                    : Optional.of("some messages in flight have the same content, so swapped or repeated echoes of them"
                            + " would not be noticed");
        }
        return areNumbered(flow, dialect)
                ? Optional.empty()
                : Optional.of("all messages of this protocol's floods are the same, so swapped or repeated echoes would"
                        + " not be noticed");
    }

    private static boolean areNumbered(Flow flow, Dialect dialect) {
        Payload message = dialect.floodMessage(flow.format(), flow.jsonBytes());
        return LongStream.range(0, TRIES)
                .mapToObj(number -> dialect.numbered(message, flow.format(), flow.jsonBytes(), number))
                .anyMatch(numbered -> numbered.length() == message.length() && !numbered.hasSameBytes(message));
    }
}
