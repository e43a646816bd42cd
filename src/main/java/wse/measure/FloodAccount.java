package wse.measure;

import java.time.Duration;

/**
 * What a flood adds to a tier, to its end or so far.
 *
 * @param messages with those on their way as unknown while the flood goes on
 * @param untilConfirmed from the flood's start to its last confirmation
 */
public record FloodAccount(Messages messages, Duration untilConfirmed, FloodUse use) {

    /** Before the first message. */
    public static final FloodAccount NONE =
            new FloodAccount(Messages.NONE, Duration.ZERO, new FloodUse(Duration.ZERO, 0, 0, 0, 0, 0, 0));

    /** The two as if one event loop had carried out both. */
    public FloodAccount plus(FloodAccount other) {
        return new FloodAccount(
                messages.plus(other.messages),
                untilConfirmed.compareTo(other.untilConfirmed) >= 0 ? untilConfirmed : other.untilConfirmed,
                use.plus(other.use));
    }
}
