package wse.measure;

import java.time.Duration;

/**
 * What a flood adds to a tier's measurement, for the whole flood or so far.
 *
 * @param messages message counts; while the flood continues, messages in flight are unknown
 * @param untilConfirmed time from the flood's start to its last confirmation
 */
public record FloodAccount(Messages messages, Duration untilConfirmed, FloodUse use) {

    /** The state before the first message. */
    public static final FloodAccount NONE = new FloodAccount(Messages.NONE, Duration.ZERO, FloodUse.NONE);

    /** The sum of both, as if one event loop had carried out both. */
    public FloodAccount plus(FloodAccount other) {
        return new FloodAccount(
                messages.plus(other.messages),
                untilConfirmed.compareTo(other.untilConfirmed) >= 0 ? untilConfirmed : other.untilConfirmed,
                use.plus(other.use));
    }
}
