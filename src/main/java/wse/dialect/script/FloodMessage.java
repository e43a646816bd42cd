package wse.dialect.script;

import java.util.Optional;
import wse.config.BadInputException;
import wse.config.Direction;
import wse.config.MessageSizes;
import wse.dialect.Payload;

/**
 * The message of a flood. Immutable.
 *
 * @param message empty for the message of the published suite
 * @param answer how the server answers it; empty if it does not, or sends the message back
 * @param direction in which it flows unless the settings say otherwise
 * @param byFrame whether ping frames, and not pings of the protocol, confirm it in a flood from client to server
 */
record FloodMessage(Optional<Template> message, Optional<FloodAnswer> answer, Direction direction, boolean byFrame) {

    /** All numbers have this many digits, so that all messages have the same length. */
    static final int DIGITS = 10;

    private static final long LEAST_NUMBER = 1_000_000_000L;

    /** Numbers stay below 2^31, for servers that keep ids in 32 bits. */
    private static final long NUMBERS = (1L << 31) - LEAST_NUMBER;

    /** What the placeholders stand for in one message. */
    private record Filled(long number, int padding, byte[] tradeUpdate) implements Fill {}

    /** The message of the published suite, which pings confirm. */
    static FloodMessage ofPublishedSuite(boolean hasPing) {
        return new FloodMessage(Optional.empty(), Optional.empty(), Direction.OUT, !hasPing);
    }

    /**
     * The message at a size.
     *
     * @param bytes wanted length of the whole message if it has padding, otherwise of the trade update
     * @param number any number
     * @param tradeUpdate of this length
     * @throws BadInputException if the message has only one size, and it is not this
     */
    static Payload of(Template message, int bytes, long number, Payload tradeUpdate) {
        long digits = LEAST_NUMBER + Math.floorMod(number, NUMBERS);
        Payload unpadded = message.payload(new Filled(digits, 0, tradeUpdate.bytes()));
        if (!message.uses(Placeholder.PADDING)) {
            if (bytes != MessageSizes.STANDARD && !message.uses(Placeholder.TRADE_UPDATE)) {
                throw new BadInputException("the size of a flood's message can be chosen only if flood.message of"
                        + " wse.script has #{padding} or #{tradeUpdate}: its message always has " + unpadded.length()
                        + " bytes; add one of them, or leave wse.sizes out and choose another test");
            }
            return unpadded;
        }
        int padding = Math.max(0, bytes - unpadded.length());
        return message.payload(new Filled(digits, padding, tradeUpdate.bytes()));
    }
}
