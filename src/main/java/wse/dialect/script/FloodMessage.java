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
 * @param direction in which it flows
 * @param byFrame whether ping frames confirm it
 */
record FloodMessage(Optional<Template> message, Direction direction, boolean byFrame) {

    /** A number of ten digits, so that all messages have the same length. */
    private static final long LEAST_NUMBER = 1_000_000_000L;

    private static final long NUMBERS = 9_000_000_000L;

    /** What the placeholders stand for in one message. */
    private record Filled(long number, int padding, byte[] tradeUpdate) implements Fill {}

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
